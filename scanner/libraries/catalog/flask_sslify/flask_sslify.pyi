"""Redirects to HTTPS."""

from typing import Annotated, Any
from stopple import Fact, Inert

class SSLify:
    def __init__(self, app: Any = ..., age: int = ..., subdomains: bool = ..., permanent: bool = ..., skips: Any = ...) -> Annotated[None, Fact("headers-protection"), Inert()]: ...
    def init_app(self, app: Any) -> Annotated[None, Fact("headers-protection")]: ...
