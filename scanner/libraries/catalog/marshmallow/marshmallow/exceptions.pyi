"""Errors."""

from typing import Any

class MarshmallowError(Exception): ...
class ValidationError(MarshmallowError):
    messages: Any
    data: Any
    valid_data: Any
    def normalized_messages(self) -> Any: ...
