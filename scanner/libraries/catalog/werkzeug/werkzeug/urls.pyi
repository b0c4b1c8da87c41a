"""Addresses; most of these are gone from Werkzeug 3."""

from typing import Annotated, Any
from stopple import Clears

def url_quote(string: Any, charset: str = ..., errors: str = ..., safe: Any = ..., unsafe: Any = ...) -> Annotated[str, Clears("html", "html-attribute", "header", "shell")]: ...  # until 3.0
def url_quote_plus(string: Any, charset: str = ..., errors: str = ..., safe: Any = ...) -> Annotated[str, Clears("html", "html-attribute", "header", "shell")]: ...  # until 3.0
def url_unquote(string: Any, charset: str = ..., errors: str = ..., unsafe: str = ...) -> str: ...  # until 3.0
def url_unquote_plus(s: Any, charset: str = ..., errors: str = ...) -> str: ...  # until 3.0
def url_encode(obj: Any, charset: str = ..., *args: Any, **kwargs: Any) -> Annotated[str, Clears("html", "html-attribute", "header", "shell")]: ...  # until 3.0
def url_decode(s: Any, charset: str = ..., **kwargs: Any) -> Any: ...  # until 3.0
def url_parse(url: Any, scheme: str | None = ..., allow_fragments: bool = ...) -> Any: ...  # until 3.0
def url_unparse(components: Any) -> str: ...  # until 3.0
def url_join(base: Any, url: Any, allow_fragments: bool = ...) -> str: ...  # until 3.0
def url_fix(s: Any, charset: str = ...) -> str: ...  # until 3.0
def iri_to_uri(iri: Any) -> str: ...
def uri_to_iri(uri: Any) -> str: ...
