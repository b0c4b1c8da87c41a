"""Errors."""

from typing import Annotated, Any, NoReturn
from stopple import Fact

class HTTPError(Exception):
    status_code: int
    message: str
def abort(status_code: int, message: Any = ..., detail: Any = ..., headers: Any = ..., extra_data: Any = ...) -> Annotated[NoReturn, Fact("assert-auth")]: ...
