from typing import Annotated, Any

from stopple import Inert

from .database import Database as Database
from .table import Table as Table

def connect(url: str | None = ..., schema: str | None = ..., **kwargs: Any) -> Annotated[Database, Inert()]: ...
