from typing import Annotated, Any

from stopple import Inert, Sink

from .template import PageTemplateFile

class TemplateLoader:
    def __init__(self, search_path: Any = ..., default_extension: Any = ..., auto_reload: Any = ..., debug: Any = ..., **kwargs: Any) -> Annotated[None, Inert()]: ...
    def load(self, filename: Annotated[str, Sink("path-read")], format: Any = ...) -> Annotated[PageTemplateFile, Inert()]: ...
    def __getitem__(self, filename: Annotated[str, Sink("path-read")]) -> Annotated[PageTemplateFile, Inert()]: ...

