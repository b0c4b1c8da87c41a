from typing import Annotated, Any

from stopple import Clears

class Cleaner:
    def __init__(self, tags: Any = ..., attributes: Any = ..., protocols: Any = ..., strip: bool = ..., strip_comments: bool = ..., filters: Any = ..., css_sanitizer: Any = ...) -> None: ...
    def clean(self, text: str) -> Annotated[str, Clears("html")]: ...
