"""Security headers."""

from typing import Annotated, Any
from stopple import Fact, Inert

class Secure:
    def __init__(self, **kwargs: Any) -> Annotated[None, Fact("headers-protection"), Inert()]: ...
    @classmethod
    def with_default_headers(cls) -> Annotated[Secure, Fact("headers-protection"), Inert()]: ...  # since 1.0
    def set_headers(self, response: Any) -> Annotated[None, Fact("headers-protection")]: ...  # since 1.0
