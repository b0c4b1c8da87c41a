from typing import Annotated, Any

from stopple import Inert, Sink

from .connection import Connection as Connection
from .connection_async import AsyncConnection as AsyncConnection
from .cursor import Cursor as Cursor
from .cursor_async import AsyncCursor as AsyncCursor
from .errors import DatabaseError as DatabaseError
from .errors import Error as Error
from .errors import IntegrityError as IntegrityError
from .errors import OperationalError as OperationalError
from .errors import ProgrammingError as ProgrammingError

def connect(conninfo: str = ..., *, autocommit: bool = ..., prepare_threshold: int | None = ..., row_factory: Any = ..., cursor_factory: Any = ..., context: Any = ..., password: Annotated[Any, Sink("secret")] = ..., **kwargs: Any) -> Annotated[Connection, Inert()]: ...
