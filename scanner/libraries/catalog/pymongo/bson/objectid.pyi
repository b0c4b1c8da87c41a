# Twelve bytes or it is refused: nothing of a visitor's text is left in one.
from typing import Any

class ObjectId:
    def __init__(self, oid: Any = ...) -> None: ...
    @classmethod
    def is_valid(cls, oid: Any) -> bool: ...
