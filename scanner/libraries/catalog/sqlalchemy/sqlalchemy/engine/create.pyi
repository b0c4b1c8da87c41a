from typing import Annotated, Any

from stopple import Inert

from .base import Engine
from .url import URL

def create_engine(url: str | URL, **kwargs: Any) -> Annotated[Engine, Inert()]: ...
def engine_from_config(configuration: dict[str, Any], prefix: str = ..., **kwargs: Any) -> Annotated[Engine, Inert()]: ...
