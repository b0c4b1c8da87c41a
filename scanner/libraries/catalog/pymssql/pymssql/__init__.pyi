from ._pymssql import Connection as Connection
from ._pymssql import Cursor as Cursor
from ._pymssql import DatabaseError as DatabaseError
from ._pymssql import Error as Error
from ._pymssql import IntegrityError as IntegrityError
from ._pymssql import OperationalError as OperationalError
from ._pymssql import ProgrammingError as ProgrammingError
from ._pymssql import connect as connect
