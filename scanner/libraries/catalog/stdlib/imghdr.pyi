"""Pictures by their first bytes, of old."""

from typing import Annotated, Any
from stopple import Inert

def what(file: Any, h: Any = ...) -> Annotated[str | None, Inert()]: ...
