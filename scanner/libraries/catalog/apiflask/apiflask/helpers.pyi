"""Helpers."""

from typing import Annotated, Any
from stopple import Inert

def get_reason_phrase(status_code: int, default: str = ...) -> Annotated[str, Inert()]: ...
def pagination_builder(pagination: Any, **kwargs: Any) -> Any: ...
