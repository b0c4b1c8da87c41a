# A file argument may be a path, an address or an open file; only a text is the first two.
from typing import IO, Annotated, Any

from stopple import Fact, Sink

def read_pickle(filepath_or_buffer: Annotated[str | IO[Any], Sink("deserialize", "path-read", "url")], compression: Any = ..., storage_options: Any = ...) -> Annotated[Any, Fact("deserialize")]: ...
def to_pickle(obj: Any, filepath_or_buffer: Annotated[Any, Sink("path-write")], compression: Any = ..., protocol: int = ..., storage_options: Any = ...) -> None: ...
