from typing import Annotated, Any

from stopple import Fact

def new(*args: Any, **kwargs: Any) -> Annotated[Any, Fact("hash")]: ...
