from typing import Annotated, Any, Iterator, Self

from stopple import Carries, Source

class Request:
    def __init__(self, method: Any = ..., url: Annotated[Any, Carries("self")] = ..., headers: Any = ..., files: Any = ..., data: Any = ..., params: Any = ..., auth: Any = ..., cookies: Any = ..., hooks: Any = ..., json: Any = ...) -> None: ...
    def prepare(self) -> PreparedRequest: ...

class PreparedRequest:
    url: Any
    headers: Any
    body: Any
    method: Any
    def prepare(self, method: Any = ..., url: Annotated[Any, Carries("self")] = ..., headers: Any = ..., files: Any = ..., data: Any = ..., params: Any = ..., auth: Any = ..., cookies: Any = ..., hooks: Any = ..., json: Any = ...) -> None: ...

class Response:
    text: Annotated[str, Source("response")]
    content: Annotated[bytes, Source("response")]
    raw: Annotated[Any, Source("response")]
    headers: Annotated[Any, Source("response")]
    cookies: Annotated[Any, Source("response")]
    reason: Annotated[str, Source("response")]
    url: Annotated[str, Source("response")]
    links: Annotated[Any, Source("response")]
    status_code: int
    ok: bool
    encoding: Any
    elapsed: Any
    history: list[Response]
    request: PreparedRequest
    def json(self, **kwargs: Any) -> Annotated[Any, Source("response")]: ...
    def iter_content(self, chunk_size: Any = ..., decode_unicode: bool = ...) -> Annotated[Iterator[bytes], Source("response")]: ...
    def iter_lines(self, chunk_size: Any = ..., decode_unicode: bool = ..., delimiter: Any = ...) -> Annotated[Iterator[bytes], Source("response")]: ...
    def raise_for_status(self) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __iter__(self) -> Annotated[Iterator[bytes], Source("response")]: ...
