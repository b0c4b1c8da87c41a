from typing import Annotated, Any, Self

from stopple import Inert

from ...sql.dml import Insert as StandardInsert

class Insert(StandardInsert):
    excluded: Any
    def on_conflict_do_update(self, constraint: Any = ..., index_elements: Any = ..., **kwargs: Any) -> Annotated[Self, Inert()]: ...
    def on_conflict_do_nothing(self, constraint: Any = ..., index_elements: Any = ..., **kwargs: Any) -> Annotated[Self, Inert()]: ...

def insert(table: Any) -> Annotated[Insert, Inert()]: ...
