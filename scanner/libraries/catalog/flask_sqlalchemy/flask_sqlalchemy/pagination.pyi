from typing import Annotated, Any, Generic, Iterator, TypeVar

from stopple import Inert, Source

T = TypeVar("T")

class Pagination(Generic[T]):
    items: Annotated[list[T], Source("database")]
    page: int
    per_page: int
    total: int | None
    pages: int
    has_next: bool
    has_prev: bool
    next_num: int | None
    prev_num: int | None
    def next(self, *, error_out: bool = ...) -> Annotated[Pagination[T], Inert()]: ...
    def prev(self, *, error_out: bool = ...) -> Annotated[Pagination[T], Inert()]: ...
    def iter_pages(self, *, left_edge: int = ..., left_current: int = ..., right_current: int = ..., right_edge: int = ...) -> Annotated[Iterator[int | None], Inert()]: ...
    def __iter__(self) -> Annotated[Iterator[T], Source("database")]: ...

class QueryPagination(Pagination[T], Generic[T]): ...
class SelectPagination(Pagination[T], Generic[T]): ...
