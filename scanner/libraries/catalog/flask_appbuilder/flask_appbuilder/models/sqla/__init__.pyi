"""Models."""

from typing import Annotated, Any
from stopple import Inert

class Model: ...
class SQLA:
    session: Any
    engine: Any
    def __init__(self, app: Any = ..., **kwargs: Any) -> Annotated[None, Inert()]: ...
