"""Errors of requests."""

from typing import Annotated, Any
from stopple import Source

class URLError(OSError):
    reason: Any
class HTTPError(URLError):
    code: int
    headers: Any
    def read(self, n: int = ...) -> Annotated[bytes, Source("response")]: ...
class ContentTooShortError(URLError): ...
