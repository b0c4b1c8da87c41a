from typing import Annotated, Any

from stopple import Fact, Inert

from .client import Redis

def from_url(url: str, **kwargs: Any) -> Annotated[Redis, Fact("http-request"), Inert()]: ...
