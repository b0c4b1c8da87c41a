from io import TextIOWrapper
from typing import Annotated, Any

from stopple import Inert, Sink

def open(file: Annotated[Any, Sink("path-read")], mode: str = ..., buffering: int = ..., encoding: str | None = ..., errors: str | None = ..., newline: str | None = ..., closefd: bool = ..., opener: Any = ..., *, loop: Any = ..., executor: Any = ...) -> Annotated[TextIOWrapper, Inert()]: ...
