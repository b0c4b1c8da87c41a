"""Arguments of requests by models."""

from typing import Annotated, Any, Callable
from stopple import Decorates

def validate(body: Any = ..., query: Any = ..., on_success_status: int = ..., exclude_none: bool = ..., response_many: bool = ..., request_body_many: bool = ..., response_by_alias: bool = ..., get_json_params: Any = ..., form: Any = ...) -> Annotated[Callable[..., Any], Decorates("parses-input")]: ...
