from typing import Annotated, Any, Iterator

from stopple import Source

class HTTPResponse:
    data: Annotated[bytes, Source("response")]
    headers: Annotated[Any, Source("response")]
    reason: Annotated[str, Source("response")]
    status: int
    def read(self, amt: int | None = ..., decode_content: bool | None = ..., cache_content: bool = ...) -> Annotated[bytes, Source("response")]: ...
    def stream(self, amt: int | None = ..., decode_content: bool | None = ...) -> Annotated[Iterator[bytes], Source("response")]: ...
    def json(self) -> Annotated[Any, Source("response")]: ...  # since 2.0
    def geturl(self) -> Annotated[str | None, Source("response")]: ...
    def release_conn(self) -> None: ...
