from typing import Annotated, Any

from stopple import Clears

class Sanitizer:
    def __init__(self, settings: Any = ...) -> None: ...
    def sanitize(self, html: str) -> Annotated[str, Clears("html")]: ...
