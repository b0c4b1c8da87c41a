from typing import Annotated, Any

from stopple import Inert, Sink

from .connection import MySQLConnection as MySQLConnection
from .errors import DatabaseError as DatabaseError
from .errors import Error as Error
from .errors import IntegrityError as IntegrityError
from .errors import OperationalError as OperationalError
from .errors import ProgrammingError as ProgrammingError

def connect(*args: Any, password: Annotated[Any, Sink("secret")] = ..., **kwargs: Any) -> Annotated[MySQLConnection, Inert()]: ...
def Connect(*args: Any, password: Annotated[Any, Sink("secret")] = ..., **kwargs: Any) -> Annotated[MySQLConnection, Inert()]: ...
