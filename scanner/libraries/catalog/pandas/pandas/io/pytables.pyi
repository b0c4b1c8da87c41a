# A file argument may be a path, an address or an open file; only a text is the first two.
from typing import Annotated, Any

from stopple import Fact, Sink

from pandas.core.frame import DataFrame

def read_hdf(path_or_buf: Annotated[Any, Sink("deserialize", "path-read")], key: Any = ..., mode: str = ..., **kwargs: Any) -> Annotated[DataFrame, Fact("deserialize")]: ...
