"""Forwarded headers."""

from typing import Annotated, Any
from stopple import Fact, Inert

class ProxyFix:
    def __init__(self, app: Any, x_for: int = ..., x_proto: int = ..., x_host: int = ..., x_port: int = ..., x_prefix: int = ...) -> Annotated[None, Fact("proxy-fix"), Inert()]: ...
