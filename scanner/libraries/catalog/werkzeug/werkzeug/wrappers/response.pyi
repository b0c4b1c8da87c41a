"""What a visitor gets."""

from typing import Annotated, Any, Callable, IO, Iterator, Self
from ..datastructures import Headers
from stopple import Carries, Fact, Inert, Registers, Sink

_Header = Annotated[Any, Sink("header"), Fact("response-header-set")]

class Response:
    # The engine reads `mimetype` and `content_type`: only HTML is a sink for HTML.
    response: Annotated[Any, Sink("html", "response")]
    data: Annotated[bytes, Sink("html", "response")]
    json: Any  # since 2.0
    stream: IO[bytes]
    headers: Headers
    status: Annotated[str, Inert()]
    status_code: int
    mimetype: Annotated[str, Sink("header")]
    mimetype_params: dict[str, str]
    content_type: Annotated[str | None, Sink("header")]
    content_length: int | None
    charset: str
    default_mimetype: str
    default_status: int
    direct_passthrough: bool
    is_json: bool  # since 2.0
    is_sequence: bool
    is_streamed: bool
    autocorrect_location_header: bool
    location: Annotated[str | None, Sink("redirect")]
    content_language: _Header
    content_location: _Header
    content_security_policy: Annotated[Any, Sink("csp"), Fact("response-header-set")]
    content_security_policy_report_only: Annotated[Any, Sink("csp")]
    access_control_allow_origin: Annotated[Any, Sink("cors-origin"), Fact("response-header-set")]
    access_control_allow_credentials: bool
    access_control_allow_headers: Any
    access_control_allow_methods: Any
    access_control_expose_headers: Any
    access_control_max_age: int | None
    cross_origin_opener_policy: Any  # since 2.0
    cross_origin_embedder_policy: Any  # since 2.0
    cache_control: Any
    vary: Any
    allow: Any
    age: Any
    date: Any
    expires: Any
    last_modified: Any
    retry_after: Any
    www_authenticate: Any
    def __init__(
        self,
        response: Annotated[Any, Sink("html", "response"), Carries("self")] = ...,
        status: Any = ...,
        headers: Annotated[Any, Sink("header")] = ...,
        mimetype: Annotated[str | None, Sink("header")] = ...,
        content_type: Annotated[str | None, Sink("header")] = ...,
        direct_passthrough: bool = ...,
    ) -> None: ...
    @classmethod
    def force_type(cls, response: Any, environ: Any = ...) -> Response: ...
    @classmethod
    def from_app(cls, app: Any, environ: Any, buffered: bool = ...) -> Annotated[Response, Inert()]: ...
    def get_data(self, as_text: bool = ...) -> bytes: ...
    def set_data(self, value: Annotated[Any, Sink("html", "response"), Carries("self")]) -> None: ...
    def get_json(self, force: bool = ..., silent: bool = ...) -> Any: ...  # since 2.0
    def set_cookie(
        self,
        key: Annotated[str, Sink("header")],
        value: Annotated[str, Sink("cookie")] = ...,
        max_age: Any = ...,
        expires: Any = ...,
        path: str | None = ...,
        domain: str | None = ...,
        secure: bool = ...,
        httponly: bool = ...,
        samesite: str | None = ...,
        partitioned: bool = ...,
    ) -> Annotated[None, Fact("set-cookie")]: ...
    def delete_cookie(self, key: str, path: str | None = ..., domain: str | None = ..., secure: bool = ..., httponly: bool = ..., samesite: str | None = ..., partitioned: bool = ...) -> None: ...
    def add_etag(self, overwrite: bool = ..., weak: bool = ...) -> None: ...
    def set_etag(self, etag: str, weak: bool = ...) -> None: ...
    def get_etag(self) -> Annotated[Any, Inert()]: ...
    def make_conditional(self, request_or_environ: Any, accept_ranges: Any = ..., complete_length: int | None = ...) -> Annotated[Self, Inert()]: ...
    def make_sequence(self) -> None: ...
    def freeze(self) -> None: ...
    def iter_encoded(self) -> Iterator[bytes]: ...
    def call_on_close(self, func: Annotated[Any, Registers("callback")]) -> Any: ...
    def calculate_content_length(self) -> int: ...
    def close(self) -> None: ...
    def get_app_iter(self, environ: Any) -> Any: ...
    def get_wsgi_headers(self, environ: Any) -> Headers: ...
    def __call__(self, environ: Any, start_response: Any) -> Any: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *args: Any) -> None: ...
