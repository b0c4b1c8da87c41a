"""The application."""

from typing import Annotated, Any, Callable
from flask import Flask
from .scaffold import APIScaffold
from stopple import Fact, Inert, Registers

class APIFlask(APIScaffold, Flask):
    def __init__(self, import_name: str, title: str = ..., version: str = ..., *args: Any, **kwargs: Any) -> Annotated[None, Fact("app-created"), Inert()]: ...
    def error_processor(self, f: Annotated[Any, Registers("error-handler")]) -> Any: ...
    def spec_processor(self, f: Any) -> Any: ...
