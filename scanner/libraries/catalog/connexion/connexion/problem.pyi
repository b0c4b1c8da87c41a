"""Errors as JSON."""

from typing import Annotated, Any
from flask.wrappers import Response
from stopple import Clears

def problem(status: int, title: Any, detail: Any, type: Any = ..., instance: Any = ..., headers: Any = ..., ext: Any = ...) -> Annotated[Response, Clears("html", "html-attribute", "html-url", "script", "css")]: ...
