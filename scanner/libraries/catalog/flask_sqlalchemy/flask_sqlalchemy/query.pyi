from typing import Annotated, Any, Generic, TypeVar

import sqlalchemy.orm
from stopple import Inert, Source

from .pagination import Pagination

T = TypeVar("T")

class Query(sqlalchemy.orm.Query[T], Generic[T]):
    def get_or_404(self, ident: Any, description: str | None = ...) -> Annotated[T, Source("database"), Inert()]: ...
    def first_or_404(self, description: str | None = ...) -> Annotated[T, Source("database"), Inert()]: ...
    def one_or_404(self, description: str | None = ...) -> Annotated[T, Source("database"), Inert()]: ...
    def paginate(self, *, page: int | None = ..., per_page: int | None = ..., max_per_page: int | None = ..., error_out: bool = ..., count: bool = ...) -> Annotated[Pagination[T], Inert()]: ...
