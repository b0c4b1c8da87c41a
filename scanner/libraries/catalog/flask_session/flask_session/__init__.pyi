"""Sessions on the server."""

from typing import Annotated, Any
from stopple import Inert

class Session:
    def __init__(self, app: Any = ...) -> Annotated[None, Inert()]: ...
    def init_app(self, app: Any) -> None: ...
