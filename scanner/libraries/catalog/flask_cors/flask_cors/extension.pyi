"""For a whole application."""

from typing import Annotated, Any
from stopple import Fact, Inert, Sink

class CORS:
    def __init__(self, app: Any = ..., *, origins: Annotated[Any, Sink("cors-origin")] = ..., supports_credentials: bool = ..., resources: Any = ..., methods: Any = ..., allow_headers: Any = ..., expose_headers: Any = ..., max_age: Any = ..., send_wildcard: bool = ..., vary_header: bool = ..., **kwargs: Any) -> Annotated[None, Fact("cors"), Inert()]: ...
    def init_app(self, app: Any, *, origins: Annotated[Any, Sink("cors-origin")] = ..., supports_credentials: bool = ..., resources: Any = ..., **kwargs: Any) -> Annotated[None, Fact("cors")]: ...
