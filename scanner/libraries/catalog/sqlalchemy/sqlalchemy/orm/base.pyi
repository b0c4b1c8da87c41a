from typing import Any, Generic, TypeVar

from ..sql.elements import ColumnElement

T = TypeVar("T")

# Read on the class it is an expression, read on an instance the value.
class Mapped(ColumnElement, Generic[T]):  # since 2.0
    def __get__(self, instance: Any, owner: Any) -> Any: ...  # dynamic
