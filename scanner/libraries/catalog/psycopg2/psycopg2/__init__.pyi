from typing import Annotated, Any

from stopple import Inert, Sink

from ._psycopg import DatabaseError as DatabaseError
from ._psycopg import Error as Error
from ._psycopg import IntegrityError as IntegrityError
from ._psycopg import OperationalError as OperationalError
from ._psycopg import ProgrammingError as ProgrammingError
from ._psycopg import Binary as Binary
from ._psycopg import connection

def connect(dsn: str | None = ..., connection_factory: Any = ..., cursor_factory: Any = ..., *, password: Annotated[Any, Sink("secret")] = ..., **kwargs: Any) -> Annotated[connection, Inert()]: ...
