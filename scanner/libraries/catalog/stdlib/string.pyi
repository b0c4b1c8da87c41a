"""Letters, and templates of strings."""

from typing import Annotated, Any
from stopple import Carries, Inert, Sink

ascii_letters: Annotated[str, Inert()]
ascii_lowercase: Annotated[str, Inert()]
ascii_uppercase: Annotated[str, Inert()]
letters: Annotated[str, Inert()]  # until 3
digits: Annotated[str, Inert()]
hexdigits: Annotated[str, Inert()]
octdigits: Annotated[str, Inert()]
punctuation: Annotated[str, Inert()]
printable: Annotated[str, Inert()]
whitespace: Annotated[str, Inert()]
class Template:
    template: str
    def __init__(self, template: str) -> None: ...
    def substitute(self, mapping: Any = ..., **kwds: Any) -> str: ...
    def safe_substitute(self, mapping: Any = ..., **kwds: Any) -> str: ...
class Formatter:
    def format(self, format_string: Annotated[str, Sink("format"), Carries("return")], *args: Annotated[Any, Carries("return")], **kwargs: Annotated[Any, Carries("return")]) -> str: ...
    def vformat(self, format_string: Annotated[str, Sink("format"), Carries("return")], args: Annotated[Any, Carries("return")], kwargs: Annotated[Any, Carries("return")]) -> str: ...
def capwords(s: str, sep: Any = ...) -> str: ...
