from typing import Any, Generic, TypeVar

from .result import Result

T = TypeVar("T")

class CursorResult(Result[T], Generic[T]):
    rowcount: int
    lastrowid: int
    inserted_primary_key: Any
