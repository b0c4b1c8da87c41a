from typing import Annotated, Any

from stopple import Sink

class DDL:
    def __init__(self, statement: Annotated[str, Sink("sql")], context: Any = ...) -> None: ...

class CreateTable:
    def __init__(self, element: Any, **kw: Any) -> None: ...

class DropTable:
    def __init__(self, element: Any, **kw: Any) -> None: ...
