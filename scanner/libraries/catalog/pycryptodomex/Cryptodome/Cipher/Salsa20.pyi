from typing import Annotated, Any

from stopple import Fact, Sink

def new(key: Annotated[Any, Sink("secret")], nonce: Any = ...) -> Annotated[Any, Fact("cipher")]: ...
