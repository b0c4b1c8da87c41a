"""HTML as text. `quote=False` leaves quotes as they are."""

from typing import Annotated, Any
from stopple import Carries, Clears, Restores

def escape(s: Annotated[Any, Carries("return")], quote: bool = ...) -> Annotated[str, Clears("html"), Clears("html-attribute", unless="quote=False")]: ...
def unescape(s: Annotated[Any, Carries("return")]) -> Annotated[str, Restores("html", "html-attribute")]: ...
