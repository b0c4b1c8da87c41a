from typing import Annotated, Any

from stopple import Sink

class Code(str):
    def __new__(cls, code: Annotated[Any, Sink("nosql")], scope: Any = ..., **kwargs: Any) -> Code: ...
