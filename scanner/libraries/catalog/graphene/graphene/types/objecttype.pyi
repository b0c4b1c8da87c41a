from typing import Annotated, Any
from stopple import Registers

class ObjectType:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    # Not of the class: graphene looks at what inherits from it for methods that begin so.
    def resolve_(self, info: Any, **arguments: Any) -> Annotated[Any, Registers("resolver-method")]: ...  # dynamic
