"""Letters, and templates of strings."""

from typing import Annotated, Any, Literal
from stopple import Carries, Inert, Sink

ascii_letters: Literal["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"]
ascii_lowercase: Literal["abcdefghijklmnopqrstuvwxyz"]
ascii_uppercase: Literal["ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
letters: Annotated[str, Inert()]  # until 3
digits: Literal["0123456789"]
hexdigits: Literal["0123456789abcdefABCDEF"]
octdigits: Literal["01234567"]
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
