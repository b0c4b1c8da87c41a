from typing import Annotated, Any, ClassVar, Self

from stopple import Sink

from sqlalchemy import MetaData, Table

from .query import Query

class Model:
    # Every column can be named.
    def __init__(self, **kwargs: Annotated[Any, Sink("attributes")]) -> None: ...
    query: ClassVar[Query[Self]]
    query_class: ClassVar[type[Query]]
    metadata: ClassVar[MetaData]  # dynamic
    __table__: ClassVar[Table]  # dynamic
    __tablename__: ClassVar[str]  # dynamic
    __bind_key__: ClassVar[str | None]  # dynamic
