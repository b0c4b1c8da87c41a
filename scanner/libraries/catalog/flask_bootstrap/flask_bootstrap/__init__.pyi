"""Templates in the style of Bootstrap."""

from typing import Annotated, Any
from stopple import Inert

class Bootstrap:
    def __init__(self, app: Any = ...) -> Annotated[None, Inert()]: ...
    def init_app(self, app: Any) -> None: ...
class Bootstrap4(Bootstrap): ...  # until 1
class Bootstrap5(Bootstrap): ...  # until 1
