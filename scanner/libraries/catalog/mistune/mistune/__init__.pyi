# Raw HTML is escaped unless `escape` is false, as it is for `html`.
from typing import Annotated, Any

from stopple import Carries, Clears, Inert

from .markdown import Markdown as Markdown

def markdown(text: Annotated[str, Carries("return")], escape: bool = ..., renderer: Any = ..., plugins: Any = ...) -> Annotated[str, Clears("html", unless="escape=False")]: ...
def html(s: str) -> str: ...
def create_markdown(escape: bool = ..., hard_wrap: bool = ..., renderer: Any = ..., plugins: Any = ...) -> Annotated[Markdown, Inert()]: ...
