"""For a view."""

from typing import Annotated, Any, Callable
from stopple import Decorates, Fact, Sink

def cross_origin(*args: Any, origins: Annotated[Any, Sink("cors-origin")] = ..., supports_credentials: bool = ..., **kwargs: Any) -> Annotated[Callable[..., Any], Fact("cors"), Decorates("cors")]: ...
