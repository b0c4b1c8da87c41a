from typing import Annotated, Any

from stopple import Fact

def new(data: Any = ..., truncate: Any = ...) -> Annotated[Any, Fact("hash")]: ...
