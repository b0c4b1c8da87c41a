from typing import Annotated, Any

from stopple import Sink

class Client:
    messages: Any
    calls: Any
    def __init__(self, username: Any = ..., password: Annotated[Any, Sink("secret")] = ..., account_sid: Any = ..., region: Any = ...) -> None: ...
