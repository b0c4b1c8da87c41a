from typing import IO, Annotated, Any

from stopple import Sink

from ..workbook import Workbook

def load_workbook(filename: Annotated[str | IO[Any], Sink("path-read")], read_only: bool = ..., keep_vba: bool = ..., data_only: bool = ..., keep_links: bool = ...) -> Workbook: ...
