"""Words of schemas."""

from typing import Any, Literal

EXCLUDE: Literal["exclude"]  # until 4.0
INCLUDE: Literal["include"]  # until 4.0
RAISE: Literal["raise"]  # until 4.0
missing: Any
def pprint(obj: Any, *args: Any, **kwargs: Any) -> None: ...  # until 4.0
