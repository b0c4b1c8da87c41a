from typing import Annotated, Any

from stopple import Sink

class Renderer:
    def render(self, template: Annotated[Any, Sink("template")], *context: Any, **kwargs: Any) -> str: ...
    def render_path(self, template_path: Annotated[str, Sink("path-read")], *context: Any, **kwargs: Any) -> str: ...
