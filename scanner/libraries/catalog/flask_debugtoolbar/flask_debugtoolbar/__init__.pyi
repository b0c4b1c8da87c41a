"""A toolbar for development."""

from typing import Annotated, Any
from stopple import Fact, Inert

class DebugToolbarExtension:
    def __init__(self, app: Any = ...) -> Annotated[None, Inert()]: ...
    def init_app(self, app: Any) -> None: ...
