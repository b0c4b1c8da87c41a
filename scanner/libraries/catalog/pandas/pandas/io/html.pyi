# A file argument may be a path, an address or an open file; only a text is the first two.
from typing import IO, Annotated, Any

from stopple import Sink

from pandas.core.frame import DataFrame

def read_html(io: Annotated[str | IO[Any], Sink("path-read", "url")], *, match: Any = ..., flavor: Any = ...) -> list[DataFrame]: ...
