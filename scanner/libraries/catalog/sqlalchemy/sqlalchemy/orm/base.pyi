from typing import Generic, TypeVar

from ..sql.elements import ColumnElement

T = TypeVar("T")

# Read on the class it is an expression, read on an instance the value.
class Mapped(ColumnElement, Generic[T]): ...  # since 2.0
