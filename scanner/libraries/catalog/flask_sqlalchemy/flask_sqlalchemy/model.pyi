from typing import Any, ClassVar, Self

from sqlalchemy import MetaData, Table

from .query import Query

class Model:
    query: ClassVar[Query[Self]]
    query_class: ClassVar[type[Query]]
    metadata: ClassVar[MetaData]  # dynamic
    __table__: ClassVar[Table]  # dynamic
    __tablename__: ClassVar[str]  # dynamic
    __bind_key__: ClassVar[str | None]  # dynamic
