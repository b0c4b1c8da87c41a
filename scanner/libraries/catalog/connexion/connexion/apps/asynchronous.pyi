# since 3.0
"""The application of Connexion without Flask."""

from typing import Annotated, Any, Callable
from stopple import Fact, Inert, Registers

class AsyncApp:
    def __init__(self, import_name: str, *args: Any, **kwargs: Any) -> Annotated[None, Fact("app-created"), Inert()]: ...
    def add_api(self, specification: Annotated[Any, Registers("description")], *args: Any, **kwargs: Any) -> Any: ...
    def run(self, import_string: Any = ..., port: Any = ..., server: Any = ..., debug: Any = ..., host: Any = ..., **kwargs: Any) -> Annotated[None, Fact("app-run")]: ...
