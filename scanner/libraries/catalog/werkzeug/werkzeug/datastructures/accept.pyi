# since 2.3
"""Accept headers. `best_match` gives one of what the program offers."""

from typing import Annotated, Any
from stopple import Carries, Inert, Source

class Accept(list[tuple[str, float]]):
    best: Annotated[str, Source("http-header")]
    def best_match(self, matches: Annotated[Any, Carries("return")], default: Annotated[Any, Carries("return")] = ...) -> str: ...
    def quality(self, key: str) -> float: ...
    def values(self) -> Annotated[Any, Source("http-header")]: ...
    def to_header(self) -> Annotated[str, Source("http-header")]: ...

class MIMEAccept(Accept):
    accept_html: bool
    accept_xhtml: bool
    accept_json: bool

class LanguageAccept(Accept): ...
class CharsetAccept(Accept): ...
