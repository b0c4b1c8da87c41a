from typing import Annotated, Any

from stopple import Clears

# Tags and attributes off the list are removed; what is kept is HTML and fit for HTML text.
def clean(text: str, tags: Any = ..., attributes: Any = ..., protocols: Any = ..., strip: bool = ..., strip_comments: bool = ..., css_sanitizer: Any = ...) -> Annotated[str, Clears("html")]: ...
def linkify(text: str, callbacks: Any = ..., skip_tags: Any = ..., parse_email: bool = ...) -> str: ...
