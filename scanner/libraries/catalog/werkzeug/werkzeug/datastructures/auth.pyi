# since 2.3
"""The Authorization header."""

from typing import Annotated, Any
from stopple import Carries, Source

class Authorization:
    type: Annotated[str, Source("http-header")]
    parameters: Annotated[dict[str, str], Source("http-header")]
    token: Annotated[str | None, Source("http-header")]
    username: Annotated[str | None, Source("http-header")]
    password: Annotated[str | None, Source("http-header"), Source("password")]
    def get(self, key: str, default: Any = ...) -> Annotated[str | None, Source("http-header")]: ...
    @classmethod
    def from_header(cls, value: Annotated[str, Carries("return")]) -> Authorization | None: ...
    def to_header(self) -> str: ...

class WWWAuthenticate:
    def __init__(self, auth_type: str, values: Any = ..., token: str | None = ...) -> None: ...
    def to_header(self) -> str: ...
