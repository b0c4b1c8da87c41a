"""JSON with the types of Flask. Inside `<script>` only `htmlsafe_dumps` is safe."""

from typing import Annotated, Any
from markupsafe import Markup
from ..wrappers import Response
from stopple import Carries, Clears, Sink

class JSONEncoder: ...  # until 2.3
class JSONDecoder: ...  # until 2.3

def dumps(obj: Any, **kwargs: Any) -> str: ...
def dump(obj: Annotated[Any, Carries("fp")], fp: Any, **kwargs: Any) -> None: ...
def loads(s: Annotated[Any, Carries("return")], **kwargs: Any) -> Any: ...
def load(fp: Annotated[Any, Carries("return")], **kwargs: Any) -> Any: ...
def htmlsafe_dumps(obj: Any, **kwargs: Any) -> Annotated[Markup, Clears("html", "script")]: ...  # until 2.1
# The answer is JSON, which a browser does not show as HTML.
def jsonify(*args: Annotated[Any, Sink("json", "response"), Carries("return")], **kwargs: Annotated[Any, Sink("json", "response"), Carries("return")]) -> Annotated[Response, Clears("html", "html-attribute", "html-url", "script", "css")]: ...
