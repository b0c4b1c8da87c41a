"""Runs at the end."""

from typing import Annotated, Any, TypeVar
from stopple import Registers

T = TypeVar("T")
def register(func: Annotated[T, Registers("background")], /, *args: Any, **kwargs: Any) -> T: ...
