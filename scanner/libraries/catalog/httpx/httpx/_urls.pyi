from typing import Annotated, Any

from stopple import Carries

class URL:
    scheme: str
    host: str
    port: int | None
    path: str
    netloc: bytes
    def __init__(self, url: Annotated[Any, Carries("self")] = ..., **kwargs: Any) -> None: ...
    def join(self, url: Any) -> URL: ...
