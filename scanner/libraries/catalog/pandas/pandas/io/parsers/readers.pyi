# A file argument may be a path, an address or an open file; only a text is the first two.
from typing import IO, Annotated, Any

from stopple import Sink

from pandas.core.frame import DataFrame

def read_csv(filepath_or_buffer: Annotated[str | IO[Any], Sink("path-read", "url")], *, sep: Any = ..., **kwds: Any) -> DataFrame: ...
def read_table(filepath_or_buffer: Annotated[str | IO[Any], Sink("path-read", "url")], *, sep: Any = ..., **kwds: Any) -> DataFrame: ...
def read_fwf(filepath_or_buffer: Annotated[str | IO[Any], Sink("path-read", "url")], *, colspecs: Any = ..., **kwds: Any) -> DataFrame: ...
