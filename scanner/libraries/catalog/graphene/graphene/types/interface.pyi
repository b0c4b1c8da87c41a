from typing import Annotated, Any
from stopple import Registers

class Interface:
    # As of `ObjectType`.
    def resolve_(self, info: Any, **arguments: Any) -> Annotated[Any, Registers("resolver-method")]: ...  # dynamic
