"""What belongs to the request at hand."""

from typing import Any
from .app import Flask
from .ctx import AppContext, RequestContext, _AppCtxGlobals
from .sessions import SessionMixin
from .wrappers import Request
from werkzeug.local import LocalStack

current_app: Flask
g: _AppCtxGlobals
request: Request
session: SessionMixin
app_ctx: AppContext  # since 2.2
request_ctx: RequestContext  # since 2.2
_app_ctx_stack: LocalStack[AppContext]
_request_ctx_stack: LocalStack[RequestContext]
