"""Lines of files."""

from typing import Annotated, Any
from stopple import Inert, Sink, Source

def getline(filename: Annotated[str, Sink("path-read")], lineno: int, module_globals: Any = ...) -> Annotated[str, Source("file"), Inert()]: ...
def getlines(filename: Annotated[str, Sink("path-read")], module_globals: Any = ...) -> Annotated[list[str], Source("file"), Inert()]: ...
