from typing import Annotated, Any
from stopple import Registers
from ..types.mutation import Mutation

class ClientIDMutation(Mutation):
    # What inherits from it has to have it.
    @classmethod
    def mutate_and_get_payload(cls, root: Any, info: Any, **arguments: Any) -> Annotated[Any, Registers("resolver-method")]: ...  # dynamic
