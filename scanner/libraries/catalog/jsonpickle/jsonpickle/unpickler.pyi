from typing import Annotated, Any

from stopple import Fact, Sink

def decode(string: Annotated[Any, Sink("deserialize")], backend: Any = ..., context: Any = ..., keys: bool = ..., reset: bool = ..., safe: bool = ..., classes: Any = ...) -> Annotated[Any, Fact("deserialize")]: ...
