from typing import Annotated, Any

from stopple import Fact, Inert, Sink

class SendGridAPIClient:
    def __init__(self, api_key: Annotated[Any, Sink("secret")] = ..., host: str = ..., impersonate_subuser: Any = ...) -> None: ...
    def send(self, message: Any) -> Annotated[Any, Fact("state-change"), Inert()]: ...
