"""Views as classes: each method is a route."""

from typing import Annotated, Any, Callable
from stopple import Registers

class FlaskView:
    route_base: Any
    route_prefix: Any
    decorators: Any
    @classmethod
    def register(cls, app: Any, route_base: Any = ..., **kwargs: Any) -> Annotated[None, Registers("class-view")]: ...
def route(rule: str, **options: Any) -> Annotated[Callable[..., Any], Registers("route")]: ...
def method(method: str) -> Annotated[Callable[..., Any], Registers("route")]: ...
