# `weights_only=True` reads no objects; the rules look at it.
from typing import IO, Annotated, Any

from stopple import Fact, Sink

def load(f: Annotated[str | IO[Any], Sink("deserialize", "path-read")], map_location: Any = ..., pickle_module: Any = ..., *, weights_only: Any = ..., mmap: Any = ..., **pickle_load_args: Any) -> Annotated[Any, Fact("deserialize")]: ...
def save(obj: Any, f: Annotated[str | IO[Any], Sink("path-write")], pickle_module: Any = ..., pickle_protocol: int = ...) -> None: ...
