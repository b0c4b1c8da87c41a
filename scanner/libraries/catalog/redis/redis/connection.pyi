from typing import Annotated, Any

from stopple import Fact, Inert

class ConnectionPool:
    def __init__(self, connection_class: Any = ..., max_connections: Any = ..., **connection_kwargs: Any) -> Annotated[None, Fact("http-request"), Inert()]: ...
    @classmethod
    def from_url(cls, url: str, **kwargs: Any) -> Annotated[ConnectionPool, Fact("http-request"), Inert()]: ...
