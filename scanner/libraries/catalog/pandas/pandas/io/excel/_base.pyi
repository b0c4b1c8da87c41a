# A file argument may be a path, an address or an open file; only a text is the first two.
from typing import IO, Annotated, Any

from stopple import Sink

from pandas.core.frame import DataFrame

def read_excel(io: Annotated[str | IO[Any], Sink("path-read", "url")], sheet_name: Any = ..., *, header: Any = ..., engine: Any = ...) -> DataFrame: ...

class ExcelFile:
    sheet_names: list[str]
    def __init__(self, path_or_buffer: Annotated[str | IO[Any], Sink("path-read", "url")], engine: Any = ...) -> None: ...
    def parse(self, sheet_name: Any = ...) -> DataFrame: ...
