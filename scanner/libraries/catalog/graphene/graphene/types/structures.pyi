from typing import Annotated, Any
from stopple import Inert, Registers

class List:
    def __init__(self, of_type: Any, *args: Any, resolver: Annotated[Any, Registers("resolver")] = ..., **kwargs: Any) -> Annotated[None, Inert()]: ...
class NonNull:
    def __init__(self, of_type: Any, *args: Any, resolver: Annotated[Any, Registers("resolver")] = ..., **kwargs: Any) -> Annotated[None, Inert()]: ...
