"""Dates in the browser."""

from typing import Annotated, Any
from stopple import Inert

class Moment:
    def __init__(self, app: Any = ...) -> Annotated[None, Inert()]: ...
    def init_app(self, app: Any) -> None: ...
