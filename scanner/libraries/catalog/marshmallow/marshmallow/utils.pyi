"""Words of schemas."""

from typing import Any

EXCLUDE: str
INCLUDE: str
RAISE: str
missing: Any
def pprint(obj: Any, *args: Any, **kwargs: Any) -> None: ...
