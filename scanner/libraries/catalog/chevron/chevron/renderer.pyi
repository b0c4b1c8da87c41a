from typing import Annotated, Any

from stopple import Sink

def render(template: Annotated[Any, Sink("template")] = ..., data: Any = ..., partials_path: Any = ..., partials_ext: str = ..., partials_dict: Any = ...) -> str: ...
