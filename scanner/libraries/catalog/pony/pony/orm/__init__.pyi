from .core import Database as Database
from .core import commit as commit
from .core import db_session as db_session
from .core import raw_sql as raw_sql
from .core import select as select
