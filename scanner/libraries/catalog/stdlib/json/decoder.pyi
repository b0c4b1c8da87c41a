"""Reading JSON."""

from typing import Annotated, Any
from stopple import Carries, Inert, Source

class JSONDecodeError(ValueError):
    msg: Annotated[str, Source("exception")]
    doc: Annotated[str, Source("exception")]
    pos: int
    lineno: int
    colno: int
class JSONDecoder:
    def __init__(self, **kwargs: Any) -> Annotated[None, Inert()]: ...
    def decode(self, s: Annotated[Any, Carries("return")]) -> Any: ...
    def raw_decode(self, s: Annotated[Any, Carries("return")], idx: int = ...) -> Any: ...
