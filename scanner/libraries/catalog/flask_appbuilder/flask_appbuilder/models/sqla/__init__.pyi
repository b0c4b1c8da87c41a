"""Models."""

from typing import Annotated, Any
from stopple import Inert

class Model: ...
class SQLA:  # until 5.0
    session: Any
    engine: Any
    def __init__(self, app: Any = ..., **kwargs: Any) -> Annotated[None, Inert()]: ...
