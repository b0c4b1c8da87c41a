"""Sign-in by JSON web tokens, of old."""

from typing import Annotated, Any, Callable
from stopple import Decorates, Fact, Inert, Registers

class JWT:
    def __init__(self, app: Any = ..., authentication_handler: Annotated[Any, Registers("callback")] = ..., identity_handler: Annotated[Any, Registers("user-loader")] = ...) -> Annotated[None, Inert()]: ...
    def init_app(self, app: Any) -> None: ...
def jwt_required(realm: Any = ...) -> Annotated[Callable[..., Any], Decorates("login")]: ...
current_identity: Annotated[Any, Fact("current-user-read")]
