from typing import Annotated, Any, Callable

from stopple import Sink

from ..sql.schema import MetaData, Table

class DeclarativeBase:  # since 2.0
    metadata: MetaData  # dynamic
    registry: Any  # dynamic
    __table__: Table  # dynamic
    __tablename__: str  # dynamic
    def __init__(self, **kw: Annotated[Any, Sink("attributes")]) -> None: ...

class DeclarativeBaseNoMeta:  # since 2.0
    metadata: MetaData  # dynamic
    def __init__(self, **kw: Annotated[Any, Sink("attributes")]) -> None: ...

class MappedAsDataclass: ...  # since 2.0

def declarative_base(**kw: Any) -> type[DeclarativeBase]: ...
def declarative_mixin(cls: Any) -> Any: ...

class declared_attr:
    def __init__(self, fn: Callable[..., Any], cascading: bool = ...) -> None: ...
