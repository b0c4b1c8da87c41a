from typing import Any

from .result import Result

class CursorResult(Result):
    rowcount: int
    lastrowid: int
    inserted_primary_key: Any
