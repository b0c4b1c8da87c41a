"""How the names of a description lead to handlers."""

from typing import Annotated, Any
from stopple import Inert

class Resolver:
    def __init__(self, function_resolver: Any = ...) -> Annotated[None, Inert()]: ...

class RestyResolver(Resolver):
    def __init__(self, default_module_name: str, *, collection_endpoint_name: str = ...) -> Annotated[None, Inert()]: ...
