from typing import Annotated, Any, Callable

from stopple import Registers

def shared_task(*args: Any, **kwargs: Any) -> Annotated[Callable[..., Any], Registers("background")]: ...
