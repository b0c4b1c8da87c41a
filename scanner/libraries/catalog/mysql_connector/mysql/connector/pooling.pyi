from typing import Annotated, Any

from stopple import Inert

from .connection import MySQLConnection

class MySQLConnectionPool:
    def __init__(self, pool_size: int = ..., pool_name: str | None = ..., pool_reset_session: bool = ..., **kwargs: Any) -> None: ...
    def get_connection(self) -> Annotated[MySQLConnection, Inert()]: ...
