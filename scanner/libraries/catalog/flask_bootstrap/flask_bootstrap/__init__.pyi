"""Templates in the style of Bootstrap; two distributions, Flask-Bootstrap and later Bootstrap-Flask, are imported so."""

from typing import Annotated, Any
from stopple import Inert

class Bootstrap:
    def __init__(self, app: Any = ...) -> Annotated[None, Inert()]: ...
    def init_app(self, app: Any) -> None: ...
class Bootstrap4(Bootstrap): ...  # since 2.0
class Bootstrap5(Bootstrap): ...  # since 2.0
