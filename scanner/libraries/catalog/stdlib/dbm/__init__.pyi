"""Simple databases in files."""

from typing import Annotated, Any
from stopple import Inert, Sink

def open(file: Annotated[Any, Sink("path-write")], flag: str = ..., mode: int = ...) -> Annotated[Any, Inert()]: ...
