# since 2.2
"""How an application reads and writes JSON."""

from typing import Annotated, Any
from ..wrappers import Response
from stopple import Carries, Clears, Sink

class JSONProvider:
    def __init__(self, app: Any) -> None: ...
    def dumps(self, obj: Annotated[Any, Carries("return")], **kwargs: Any) -> str: ...
    def dump(self, obj: Any, fp: Any, **kwargs: Any) -> None: ...
    def loads(self, s: Annotated[Any, Carries("return")], **kwargs: Any) -> Any: ...
    def load(self, fp: Annotated[Any, Carries("return")], **kwargs: Any) -> Any: ...
    def response(self, *args: Annotated[Any, Sink("json", "response"), Carries("return")], **kwargs: Annotated[Any, Sink("json", "response"), Carries("return")]) -> Annotated[Response, Clears("html", "html-attribute", "html-url", "script", "css")]: ...

class DefaultJSONProvider(JSONProvider):
    ensure_ascii: bool
    sort_keys: bool
    compact: bool | None
    mimetype: str
