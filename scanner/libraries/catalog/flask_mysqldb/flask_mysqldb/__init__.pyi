from typing import Any

from MySQLdb.connections import Connection

class MySQL:
    connection: Connection
    connect: Connection
    def __init__(self, app: Any = ...) -> None: ...
    def init_app(self, app: Any) -> None: ...
    def teardown(self, exception: Any) -> None: ...
