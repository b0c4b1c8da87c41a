from typing import Any, ClassVar, Self

from sqlalchemy import MetaData, Table

from .query import Query

class Model:
    query: ClassVar[Query[Self]]
    query_class: ClassVar[type[Query]]
    metadata: ClassVar[MetaData]
    __table__: ClassVar[Table]
    __tablename__: ClassVar[str]
    __bind_key__: ClassVar[str | None]
