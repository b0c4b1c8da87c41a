"""Lines of several files."""

from typing import Annotated, Any
from stopple import Inert, Sink, Source

def input(files: Annotated[Any, Sink("path-read")] = ..., inplace: bool = ..., backup: str = ..., **kwargs: Any) -> Annotated[Any, Source("file"), Inert()]: ...
