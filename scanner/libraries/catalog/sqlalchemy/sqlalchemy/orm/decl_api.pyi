from typing import Any, Callable

from ..sql.schema import MetaData, Table

class DeclarativeBase:  # since 2.0
    metadata: MetaData
    registry: Any
    __table__: Table
    __tablename__: str
    def __init__(self, **kw: Any) -> None: ...

class DeclarativeBaseNoMeta:  # since 2.0
    metadata: MetaData
    def __init__(self, **kw: Any) -> None: ...

class MappedAsDataclass: ...  # since 2.0

def declarative_base(**kw: Any) -> type[DeclarativeBase]: ...
def declarative_mixin(cls: Any) -> Any: ...

class declared_attr:
    def __init__(self, fn: Callable[..., Any], cascading: bool = ...) -> None: ...
