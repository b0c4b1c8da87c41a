from .core import Connection as Connection
from .core import Cursor as Cursor
from .core import connect as connect
