"""Helpers of templates."""

from typing import Annotated, Any, TypeVar
from markupsafe import Markup as Markup, escape as escape  # until 3.1
from stopple import Clears, Inert

T = TypeVar("T")

def select_autoescape(enabled_extensions: Any = ..., disabled_extensions: Any = ..., default_for_string: bool = ..., default: bool = ...) -> Annotated[Any, Inert()]: ...
def pass_context(f: T) -> T: ...  # since 3.0
def pass_environment(f: T) -> T: ...  # since 3.0
def pass_eval_context(f: T) -> T: ...  # since 3.0
def contextfunction(f: T) -> T: ...  # until 3.1
def urlize(text: str, trim_url_limit: int | None = ..., rel: str | None = ..., target: str | None = ..., extra_schemes: Any = ...) -> Annotated[str, Clears("html", "html-attribute", "html-url")]: ...
def htmlsafe_json_dumps(obj: Any, dumps: Any = ..., **kwargs: Any) -> Annotated[Markup, Clears("html", "script")]: ...
def generate_lorem_ipsum(n: int = ..., html: bool = ..., min: int = ..., max: int = ...) -> Annotated[str, Inert()]: ...
