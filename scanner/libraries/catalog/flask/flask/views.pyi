"""Views as classes; what their methods get and give is known to the engine."""

from typing import Annotated, Any, Callable, ClassVar
from stopple import Registers

class View:
    methods: Any
    decorators: Any
    init_every_request: bool  # since 2.2
    provide_automatic_options: bool | None
    def dispatch_request(self, **kwargs: Any) -> Any: ...
    @classmethod
    def as_view(cls, name: str, *class_args: Any, **class_kwargs: Any) -> Annotated[Callable[..., Any], Registers("class-view")]: ...

class MethodView(View):
    def dispatch_request(self, **kwargs: Any) -> Any: ...
