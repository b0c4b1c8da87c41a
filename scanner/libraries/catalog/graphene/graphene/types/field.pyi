from typing import Annotated, Any
from stopple import Inert, Registers

class Field:
    def __init__(self, type_: Any, args: Any = ..., resolver: Annotated[Any, Registers("resolver")] = ..., source: Any = ..., **extra_args: Any) -> Annotated[None, Inert()]: ...
