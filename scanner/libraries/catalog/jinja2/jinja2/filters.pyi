"""The filters of templates, as functions."""

from typing import Annotated, Any, TypeVar
from markupsafe import Markup
from stopple import Clears, Fact, Sink

T = TypeVar("T")

FILTERS: dict[str, Any]
def do_forceescape(value: Any) -> Annotated[Markup, Clears("html", "html-attribute")]: ...
def do_mark_safe(value: Annotated[Any, Sink("html")]) -> Annotated[Markup, Fact("markup")]: ...
def do_striptags(value: Any) -> str: ...
def contextfilter(f: T) -> T: ...  # until 3.1
def environmentfilter(f: T) -> T: ...  # until 3.1
