# A file argument may be a path, an address or an open file; only a text is the first two.
from typing import IO, Annotated, Any

from stopple import Fact, Sink

from pandas.core.frame import DataFrame

def read_xml(path_or_buffer: Annotated[str | IO[Any], Sink("path-read", "url", "xml")], *, xpath: Annotated[str, Sink("xpath")] = ..., namespaces: Any = ..., parser: Any = ..., stylesheet: Any = ...) -> Annotated[DataFrame, Fact("xml-parse")]: ...
