from .client import Redis as Redis
from .client import Redis as StrictRedis
from .connection import ConnectionPool as ConnectionPool
from .exceptions import RedisError as RedisError
from .utils import from_url as from_url
