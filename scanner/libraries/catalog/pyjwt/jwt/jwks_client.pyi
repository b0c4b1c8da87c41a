from typing import Annotated, Any

from stopple import Sink

from .api_jwk import PyJWK

class PyJWKClient:
    def __init__(self, uri: Annotated[str, Sink("url")], cache_keys: bool = ..., max_cached_keys: int = ..., **kwargs: Any) -> None: ...
    def get_signing_key(self, kid: str) -> PyJWK: ...
    def get_signing_key_from_jwt(self, token: Any) -> PyJWK: ...
