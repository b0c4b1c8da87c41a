"""Interfaces in JSON."""

from typing import Annotated, Any, Callable
from flask.wrappers import Response
from .baseviews import expose as expose
from stopple import Carries, Clears, Decorates, Sink

class BaseApi:
    resource_name: Any
    appbuilder: Any
    def response(self, code: int, **kwargs: Annotated[Any, Sink("json", "response"), Carries("return")]) -> Annotated[Response, Clears("html", "html-attribute", "html-url", "script", "css")]: ...
    def response_400(self, message: Annotated[Any, Sink("json", "response"), Carries("return")] = ...) -> Annotated[Response, Clears("html", "html-attribute", "html-url", "script", "css")]: ...
    def response_404(self) -> Response: ...
class ModelRestApi(BaseApi):
    datamodel: Any
def safe(f: Any) -> Any: ...
def rison(schema: Any = ...) -> Annotated[Callable[..., Any], Decorates("parses-input")]: ...
