from typing import Annotated, Any, Callable

from stopple import Registers

def task(*args: Any, **kwargs: Any) -> Annotated[Callable[..., Any], Registers("command")]: ...
