# since 2.0
"""The User-Agent header."""

from typing import Annotated, Any
from stopple import Source

class UserAgent:
    string: Annotated[str, Source("http-header")]
    platform: Annotated[str | None, Source("http-header")]
    browser: Annotated[str | None, Source("http-header")]
    version: Annotated[str | None, Source("http-header")]
    language: Annotated[str | None, Source("http-header")]
    def to_header(self) -> Annotated[str, Source("http-header")]: ...
    def __str__(self) -> Annotated[str, Source("http-header")]: ...
