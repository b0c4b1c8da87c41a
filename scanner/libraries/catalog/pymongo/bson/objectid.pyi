# Twelve bytes or it is refused: nothing of a visitor's text is left in one.
from typing import Annotated, Any
from stopple import Clears, Inert

class ObjectId:
    def __init__(self, oid: Any = ...) -> Annotated[None, Inert(), Clears("*")]: ...
    @classmethod
    def is_valid(cls, oid: Any) -> bool: ...
