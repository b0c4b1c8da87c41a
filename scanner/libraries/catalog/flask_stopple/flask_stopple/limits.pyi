"""Rate limits."""

from typing import Annotated, Any, Callable
from stopple import Decorates, Fact, Inert

class Limit:
    def __init__(self, rate: str, **kwargs: Any) -> Annotated[None, Inert()]: ...
def limit(rate: str, *, by: Any = ..., methods: Any = ..., cost: int = ..., scope: Any = ..., exempt_when: Any = ...) -> Annotated[Callable[..., Any], Decorates("rate-limit"), Fact("route-limit")]: ...
