from typing import Annotated, Any

from stopple import Fact, Sink

def new(*, key: Annotated[Any, Sink("secret")], **kwargs: Any) -> Annotated[Any, Fact("cipher")]: ...
