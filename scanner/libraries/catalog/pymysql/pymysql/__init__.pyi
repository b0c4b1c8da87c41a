from .connections import Connection as Connection
from .connections import Connection as Connect
from .connections import Connection as connect
from .err import DatabaseError as DatabaseError
from .err import Error as Error
from .err import IntegrityError as IntegrityError
from .err import MySQLError as MySQLError
from .err import OperationalError as OperationalError
from .err import ProgrammingError as ProgrammingError

def install_as_MySQLdb() -> None: ...
