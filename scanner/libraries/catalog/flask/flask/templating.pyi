"""Templates. Flask escapes for HTML in files of HTML and in strings; whether that is the right place is the template's matter."""

from typing import Annotated, Any, Iterator
from jinja2 import Environment as BaseEnvironment
from stopple import Carries, Clears, Fact, Inert, Sink

_Data = Annotated[Any, Carries("return")]

class Environment(BaseEnvironment):
    def __init__(self, app: Any, **options: Any) -> Annotated[None, Inert()]: ...

class DispatchingJinjaLoader: ...

def render_template(template_name_or_list: Any, **context: _Data) -> Annotated[str, Fact("template-rendered"), Clears("html", "html-attribute", "html-url", "script", "css")]: ...
def render_template_string(source: Annotated[str, Sink("template")], **context: _Data) -> Annotated[str, Fact("template-string-rendered"), Clears("html", "html-attribute", "html-url", "script", "css")]: ...
def stream_template(template_name_or_list: Any, **context: _Data) -> Annotated[Iterator[str], Fact("template-rendered"), Clears("html", "html-attribute", "html-url", "script", "css")]: ...  # since 2.2
def stream_template_string(source: Annotated[str, Sink("template")], **context: _Data) -> Annotated[Iterator[str], Fact("template-string-rendered"), Clears("html", "html-attribute", "html-url", "script", "css")]: ...  # since 2.2
