from typing import Annotated, Any

from stopple import Sink

def render(template: Annotated[Any, Sink("template")], context: Any = ..., name: Any = ..., **kwargs: Any) -> str: ...
