"""Tables by name, and any SQL beside them."""

from typing import Annotated, Any
from stopple import Inert, Sink, Source

class DataSet:
    def __init__(self, url: Any, **kwargs: Any) -> Annotated[None, Inert()]: ...
    def query(self, sql: Annotated[Any, Sink("sql")], params: Any = ...) -> Annotated[Any, Source("database"), Inert()]: ...
