from .connection import Connection as Connection
from .group import Group as Group
from .group import SerialGroup as SerialGroup
from .group import ThreadingGroup as ThreadingGroup
from .runners import Result as Result
from .tasks import task as task
