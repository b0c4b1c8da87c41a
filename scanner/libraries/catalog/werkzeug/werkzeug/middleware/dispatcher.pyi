"""Several applications under one address."""

from typing import Annotated, Any
from stopple import Inert

class DispatcherMiddleware:
    def __init__(self, app: Any, mounts: Any = ...) -> Annotated[None, Inert()]: ...
