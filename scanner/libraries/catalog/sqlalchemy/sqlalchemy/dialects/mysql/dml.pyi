from typing import Annotated, Any, Self

from stopple import Inert

from ...sql.dml import Insert as StandardInsert

class Insert(StandardInsert):
    inserted: Any
    def on_duplicate_key_update(self, *args: Any, **kw: Any) -> Annotated[Self, Inert()]: ...

def insert(table: Any) -> Annotated[Insert, Inert()]: ...
