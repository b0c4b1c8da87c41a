from typing import Annotated, Any, Self

from stopple import Source

class ClientResponse:
    status: int
    ok: bool
    reason: Annotated[str, Source("response")]
    headers: Annotated[Any, Source("response")]
    cookies: Annotated[Any, Source("response")]
    url: Annotated[Any, Source("response")]
    content: Annotated[Any, Source("response")]
    async def text(self, encoding: str | None = ..., errors: str = ...) -> Annotated[str, Source("response")]: ...
    async def json(self, *, encoding: str | None = ..., loads: Any = ..., content_type: Any = ...) -> Annotated[Any, Source("response")]: ...
    async def read(self) -> Annotated[bytes, Source("response")]: ...
    def raise_for_status(self) -> None: ...
    async def __aenter__(self) -> Self: ...
