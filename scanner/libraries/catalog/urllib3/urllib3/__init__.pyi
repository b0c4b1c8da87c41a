from typing import Annotated, Any

from stopple import Fact, Inert, Sink

from . import util as util
from .connectionpool import HTTPConnectionPool as HTTPConnectionPool
from .connectionpool import HTTPSConnectionPool as HTTPSConnectionPool
from .connectionpool import connection_from_url as connection_from_url
from .poolmanager import PoolManager as PoolManager
from .poolmanager import ProxyManager as ProxyManager
from .poolmanager import proxy_from_url as proxy_from_url
from .response import HTTPResponse as HTTPResponse

def request(method: str, url: Annotated[Any, Sink("url")], *, body: Any = ..., fields: Any = ..., headers: Any = ..., redirect: Any = ..., retries: Any = ..., timeout: Any = ..., json: Any = ...) -> Annotated[HTTPResponse, Fact("http-request"), Inert()]: ...  # since 2.0
def disable_warnings(category: Any = ...) -> None: ...
