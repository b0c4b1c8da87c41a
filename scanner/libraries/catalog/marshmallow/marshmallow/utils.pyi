"""Words of schemas."""

from typing import Any

EXCLUDE: str  # until 4.0
INCLUDE: str  # until 4.0
RAISE: str  # until 4.0
missing: Any
def pprint(obj: Any, *args: Any, **kwargs: Any) -> None: ...  # until 4.0
