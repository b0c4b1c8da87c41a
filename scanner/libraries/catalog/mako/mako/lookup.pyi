from typing import Annotated, Any

from stopple import Inert, Sink

from .template import Template

class TemplateLookup:
    def __init__(self, directories: Any = ..., module_directory: Any = ...) -> None: ...
    def get_template(self, uri: Annotated[str, Sink("path-read")]) -> Annotated[Template, Inert()]: ...
    def put_string(self, uri: str, text: Annotated[str, Sink("template")]) -> None: ...
