"""Helpers of views."""

from typing import Annotated, Any, TypeVar
from werkzeug.exceptions import abort as abort  # since 2.2
from werkzeug.utils import redirect as redirect  # since 2.2
from werkzeug.utils import safe_join as safe_join  # until 2.1
from .wrappers import Response
from stopple import Carries, Clears, Fact, Inert, Sink

T = TypeVar("T")

# The first is the body, or a tuple of body, status and headers; what follows is the status and headers.
def make_response(rv: Annotated[Any, Sink("html", "response"), Carries("return")] = ..., *args: Any) -> Response: ...
# The values of an address are quoted: none leaves its place in it.
def url_for(endpoint: str, *, _anchor: str | None = ..., _method: str | None = ..., _scheme: str | None = ..., _external: bool | None = ..., **values: Any) -> Annotated[str, Clears("html", "html-attribute", "html-url", "script", "css", "header", "redirect", "url", "log"), Inert()]: ...
def flash(message: Any, category: str = ...) -> None: ...
def get_flashed_messages(with_categories: bool = ..., category_filter: Any = ...) -> Annotated[list[Any], Source("session"), Inert()]: ...
def get_template_attribute(template_name: str, attribute: str) -> Annotated[Any, Inert()]: ...
def send_file(  # since 2.0: `path_or_file`
    path_or_file: Annotated[Any, Sink("path-read")],
    mimetype: Annotated[str | None, Sink("header")] = ...,
    as_attachment: bool = ...,
    download_name: str | None = ...,
    conditional: bool = ...,
    etag: Any = ...,
    last_modified: Any = ...,
    max_age: Any = ...,
    **kwargs: Any,
) -> Annotated[Response, Inert()]: ...
# `path` is joined to `directory` so that it stays below.
def send_from_directory(directory: Annotated[Any, Sink("path-read")], path: Any, **kwargs: Any) -> Annotated[Response, Inert()]: ...
def stream_with_context(generator_or_function: T) -> T: ...
def get_root_path(import_name: str) -> Annotated[str, Inert()]: ...
def get_debug_flag() -> bool: ...
def get_env() -> Annotated[str, Inert()]: ...  # until 2.3
def is_ip(value: str) -> bool: ...  # until 2.3

class locked_cached_property: ...  # until 2.3

from stopple import Source
