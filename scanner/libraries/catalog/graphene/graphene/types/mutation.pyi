from typing import Annotated, Any
from stopple import Inert, Registers
from .objecttype import ObjectType

class Mutation(ObjectType):
    # What inherits from it has to have it.
    def mutate(self, info: Any, **arguments: Any) -> Annotated[Any, Registers("resolver-method")]: ...  # dynamic
    @classmethod
    def Field(cls, name: Any = ..., description: Any = ..., deprecation_reason: Any = ..., required: bool = ...) -> Annotated[Any, Inert()]: ...
