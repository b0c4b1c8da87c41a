from typing import Annotated, Any

from stopple import Fact

class WSGIServer:
    def __init__(self, listener: Any, application: Any = ..., backlog: Any = ..., spawn: Any = ..., log: Any = ..., error_log: Any = ..., handler_class: Any = ..., environ: Any = ..., **ssl_args: Any) -> Annotated[None, Fact("server-run")]: ...
    def serve_forever(self, stop_timeout: Any = ...) -> None: ...
