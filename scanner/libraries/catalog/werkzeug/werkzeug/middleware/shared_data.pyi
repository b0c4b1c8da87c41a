"""Files of a folder."""

from typing import Annotated, Any
from stopple import Inert

class SharedDataMiddleware:
    def __init__(self, app: Any, exports: Any, *args: Any, **kwargs: Any) -> Annotated[None, Inert()]: ...
