from typing import Annotated, Any

from stopple import Fact, Inert

from . import wrappers as wrappers
from .wrappers import Database, MongoClient

class PyMongo:
    cx: MongoClient
    db: Database
    def __init__(self, app: Any = ..., uri: str | None = ..., *args: Any, **kwargs: Any) -> Annotated[None, Fact("http-request"), Inert()]: ...
    def init_app(self, app: Any, uri: str | None = ..., *args: Any, **kwargs: Any) -> Annotated[None, Fact("http-request"), Inert()]: ...
    def send_file(self, filename: str, base: str = ..., version: int = ..., cache_for: int = ...) -> Annotated[Any, Inert()]: ...
    def save_file(self, filename: str, fileobj: Any, base: str = ..., content_type: Any = ..., **kwargs: Any) -> Annotated[Any, Inert()]: ...
