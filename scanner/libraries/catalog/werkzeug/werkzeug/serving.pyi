"""The development server."""

from typing import Annotated, Any
from stopple import Fact, Inert

def run_simple(
    hostname: str,
    port: int,
    application: Any,
    use_reloader: bool = ...,
    use_debugger: bool = ...,
    use_evalex: bool = ...,
    extra_files: Any = ...,
    exclude_patterns: Any = ...,
    reloader_interval: int = ...,
    reloader_type: str = ...,
    threaded: bool = ...,
    processes: int = ...,
    request_handler: Any = ...,
    static_files: Any = ...,
    passthrough_errors: bool = ...,
    ssl_context: Any = ...,
) -> Annotated[None, Fact("server-run")]: ...
def make_server(host: str, port: int, app: Any, threaded: bool = ..., processes: int = ..., request_handler: Any = ..., passthrough_errors: bool = ..., ssl_context: Any = ..., fd: int | None = ...) -> Annotated[Any, Fact("server-run"), Inert()]: ...
def make_ssl_devcert(base_path: str, host: str | None = ..., cn: str | None = ...) -> Annotated[tuple[str, str], Inert()]: ...
class WSGIRequestHandler: ...
