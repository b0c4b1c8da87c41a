"""Request and response of Flask."""

from typing import Annotated, Any
from werkzeug.wrappers import Request as RequestBase, Response as ResponseBase
from stopple import Inert, Source

class Request(RequestBase):
    url_rule: Any
    view_args: Annotated[dict[str, Any] | None, Source("http-path")]
    routing_exception: Any
    endpoint: Annotated[str | None, Inert()]
    blueprint: Annotated[str | None, Inert()]
    blueprints: Annotated[list[str], Inert()]  # since 2.0

class Response(ResponseBase):
    default_mimetype: str
    json_module: Any
    autocorrect_location_header: bool
    max_cookie_size: int
