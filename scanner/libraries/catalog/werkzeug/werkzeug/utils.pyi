"""Helpers for responses and file names."""

from typing import Annotated, Any, TypeVar
from markupsafe import escape as escape
from werkzeug.wrappers import Response
from .security import safe_join as safe_join  # since 2.0
from stopple import Carries, Clears, Fact, Inert, Sink

T = TypeVar("T")

# Takes folders and odd characters away; the extension stays, so an upload can still be a program.
def secure_filename(filename: str) -> Annotated[str, Clears("path-read", "path-write", "archive", "shell", "header", "html", "html-attribute")]: ...
def redirect(location: Annotated[str, Sink("redirect")], code: int = ..., Response: Any = ...) -> Annotated[Response, Inert()]: ...
def append_slash_redirect(environ: Any, code: int = ...) -> Annotated[Response, Inert()]: ...
def send_file(  # since 2.0
    path_or_file: Annotated[Any, Sink("path-read")],
    environ: Any,
    mimetype: Annotated[str | None, Sink("header")] = ...,
    as_attachment: bool = ...,
    download_name: str | None = ...,
    conditional: bool = ...,
    etag: Any = ...,
    last_modified: Any = ...,
    max_age: Any = ...,
    use_x_sendfile: bool = ...,
    response_class: Any = ...,
    _root_path: Any = ...,
) -> Annotated[Response, Inert()]: ...
def send_from_directory(directory: Annotated[Any, Sink("path-read")], path: Any, environ: Any, **kwargs: Any) -> Annotated[Response, Inert()]: ...  # since 2.0
def import_string(import_name: Annotated[str, Sink("code")], silent: bool = ...) -> Annotated[Any, Fact("exec"), Inert()]: ...
def find_modules(import_path: Annotated[str, Sink("code")], include_packages: bool = ..., recursive: bool = ...) -> Annotated[Any, Inert()]: ...
def get_content_type(mimetype: str, charset: str = ...) -> str: ...
def unescape(s: str) -> str: ...  # until 3.0

class cached_property:
    def __init__(self, fget: Any, name: str | None = ..., doc: str | None = ...) -> None: ...
