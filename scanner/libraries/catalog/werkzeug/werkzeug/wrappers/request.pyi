"""What a visitor sends. Everything here but the address of the connection is his to choose."""

from typing import Annotated, Any, IO, Iterable
from datetime import datetime
from ..datastructures import (
    Authorization,
    CharsetAccept,
    CombinedMultiDict,
    EnvironHeaders,
    FileStorage,
    ImmutableMultiDict,
    LanguageAccept,
    MIMEAccept,
)
from ..user_agent import UserAgent
from stopple import Carries, Inert, Source

_Here = Annotated[Any, Carries("return")]

class _UploadedFiles(ImmutableMultiDict[str, FileStorage]):
    def __getitem__(self: _Here, key: str) -> FileStorage: ...
    def get(self: _Here, key: str, default: Any = ..., type: Any = ...) -> FileStorage | None: ...
    def getlist(self: _Here, key: str, type: Any = ...) -> list[FileStorage]: ...
    def values(self) -> Iterable[FileStorage]: ...
    def items(self, multi: bool = ...) -> Iterable[tuple[str, FileStorage]]: ...
    def to_dict(self, flat: bool = ...) -> dict[str, FileStorage]: ...

class Request:
    # The address and its query.
    args: Annotated[ImmutableMultiDict[str, str], Source("http-query")]
    values: Annotated[CombinedMultiDict[str, str], Source("http-query")]
    query_string: Annotated[bytes, Source("http-query")]
    # Addresses of our own: they begin with `/` or `http`, so none of them is `javascript:`.
    path: Annotated[str, Source("http-path"), Clears("html-url")]
    full_path: Annotated[str, Source("http-path"), Clears("html-url")]
    # Where the server mounted the application; no request says that.
    script_root: Annotated[str, Inert()]
    root_path: Annotated[str, Inert()]  # dynamic
    url: Annotated[str, Source("http-path"), Clears("html-url")]
    base_url: Annotated[str, Source("http-path"), Clears("html-url")]
    root_url: Annotated[str, Source("http-path"), Clears("html-url")]  # since 2.0
    url_root: Annotated[str, Source("http-path"), Clears("html-url")]
    host: Annotated[str, Source("http-host")]
    host_url: Annotated[str, Source("http-host"), Clears("html-url")]
    # The body.
    form: Annotated[ImmutableMultiDict[str, str], Source("http-form")]
    files: Annotated[_UploadedFiles, Source("http-file")]
    data: Annotated[bytes, Source("http-body")]
    stream: Annotated[IO[bytes], Source("http-body")]
    input_stream: Annotated[IO[bytes], Source("http-body")]
    json: Annotated[Any, Source("http-json")]  # since 2.0
    # Of old versions.
    json_module: Any  # since 2.0
    # Headers.
    headers: Annotated[EnvironHeaders, Source("http-header")]
    environ: Annotated[dict[str, Any], Source("http-header")]
    cookies: Annotated[ImmutableMultiDict[str, str], Source("http-cookie")]
    method: Annotated[str, Source("http-method")]
    authorization: Annotated[Authorization | None, Source("http-header")]
    referrer: Annotated[str | None, Source("http-header")]
    origin: Annotated[str | None, Source("http-header")]
    user_agent: Annotated[UserAgent, Source("http-header")]
    content_type: Annotated[str | None, Source("http-header")]
    content_encoding: Annotated[str | None, Source("http-header")]
    content_length: int | None
    content_md5: Annotated[str | None, Source("http-header")]
    mimetype: Annotated[str, Source("http-header")]
    mimetype_params: Annotated[dict[str, str], Source("http-header")]
    accept_mimetypes: Annotated[MIMEAccept, Source("http-header")]
    accept_languages: Annotated[LanguageAccept, Source("http-header")]
    accept_charsets: Annotated[CharsetAccept, Source("http-header")]
    accept_encodings: Annotated[MIMEAccept, Source("http-header")]
    access_route: Annotated[list[str], Source("http-header")]
    access_control_request_headers: Annotated[Any, Source("http-header")]
    access_control_request_method: Annotated[str | None, Source("http-header")]
    cache_control: Annotated[Any, Source("http-header")]
    if_match: Annotated[Any, Source("http-header")]
    if_none_match: Annotated[Any, Source("http-header")]
    if_range: Annotated[Any, Source("http-header")]
    range: Annotated[Any, Source("http-header")]
    pragma: Annotated[Any, Source("http-header")]
    date: datetime | None
    if_modified_since: datetime | None
    if_unmodified_since: datetime | None
    max_forwards: int | None
    remote_user: Annotated[str | None, Inert()]
    # The connection itself: not the visitor's to choose.
    remote_addr: Annotated[str | None, Inert()]
    server: Annotated[tuple[str, int | None] | None, Inert()]  # since 2.0
    scheme: Annotated[str, Inert()]
    is_secure: bool
    is_json: bool  # since 2.0
    is_xhr: bool  # dynamic (until 1.0)
    is_multiprocess: bool
    is_multithread: bool
    is_run_once: bool
    want_form_data_parsed: bool
    max_content_length: int | None
    max_form_memory_size: int | None
    max_form_parts: int | None  # since 2.0
    shallow: bool
    trusted_hosts: Any
    def __init__(self, environ: Any, populate_request: bool = ..., shallow: bool = ...) -> None: ...
    @classmethod
    def from_values(cls, *args: Any, **kwargs: Any) -> Request: ...
    @classmethod
    def application(cls, f: Any) -> Any: ...
    def get_data(self, cache: bool = ..., as_text: bool = ..., parse_form_data: bool = ...) -> Annotated[bytes, Source("http-body")]: ...
    def get_json(self, force: bool = ..., silent: bool = ..., cache: bool = ...) -> Annotated[Any, Source("http-json")]: ...  # since 2.0
    def on_json_loading_failed(self, e: Any) -> Any: ...  # since 2.0
    def make_form_data_parser(self) -> Any: ...
    def close(self) -> None: ...
    def __enter__(self) -> Request: ...
    def __exit__(self, *args: Any) -> None: ...
