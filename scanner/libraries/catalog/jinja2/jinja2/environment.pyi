"""Environments and templates. A bare `Template` escapes nothing; what an environment escapes is told where it is made."""

from typing import Annotated, Any, Callable, Iterator
from stopple import Carries, Clears, Fact, Inert, Sink

_Data = Annotated[Any, Carries("return")]
_Rendered = Annotated[str, Fact("template-rendered"), Clears("html", "html-attribute")]

class Template:
    name: str | None
    filename: str | None  # since 3.0
    globals: dict[str, Any]
    environment: Environment
    module: Any
    def __init__(self, source: Annotated[Any, Sink("template")], block_start_string: str = ..., block_end_string: str = ..., variable_start_string: str = ..., variable_end_string: str = ..., comment_start_string: str = ..., comment_end_string: str = ..., line_statement_prefix: str | None = ..., line_comment_prefix: str | None = ..., trim_blocks: bool = ..., lstrip_blocks: bool = ..., newline_sequence: str = ..., keep_trailing_newline: bool = ..., extensions: Any = ..., optimized: bool = ..., undefined: Any = ..., finalize: Any = ..., autoescape: Any = ..., enable_async: bool = ...) -> Annotated[None, Fact("template-string-rendered"), Inert()]: ...
    def render(self, *args: _Data, **kwargs: _Data) -> str: ...
    async def render_async(self, *args: _Data, **kwargs: _Data) -> str: ...
    def stream(self, *args: _Data, **kwargs: _Data) -> Iterator[str]: ...
    def generate(self, *args: _Data, **kwargs: _Data) -> Iterator[str]: ...

# A template of an environment: whether it escapes is judged where the environment is made.
class _LoadedTemplate(Template):
    def render(self, *args: _Data, **kwargs: _Data) -> _Rendered: ...
    async def render_async(self, *args: _Data, **kwargs: _Data) -> _Rendered: ...
    def stream(self, *args: _Data, **kwargs: _Data) -> Annotated[Iterator[str], Fact("template-rendered"), Clears("html", "html-attribute")]: ...
    def generate(self, *args: _Data, **kwargs: _Data) -> Annotated[Iterator[str], Fact("template-rendered"), Clears("html", "html-attribute")]: ...

class Environment:
    autoescape: Annotated[Any, Fact("jinja-environment")]
    filters: dict[str, Any]
    globals: dict[str, Any]
    tests: dict[str, Any]
    loader: Any
    policies: dict[str, Any]
    undefined: Any
    sandboxed: bool
    def __init__(
        self,
        block_start_string: str = ...,
        block_end_string: str = ...,
        variable_start_string: str = ...,
        variable_end_string: str = ...,
        comment_start_string: str = ...,
        comment_end_string: str = ...,
        line_statement_prefix: str | None = ...,
        line_comment_prefix: str | None = ...,
        trim_blocks: bool = ...,
        lstrip_blocks: bool = ...,
        newline_sequence: str = ...,
        keep_trailing_newline: bool = ...,
        extensions: Any = ...,
        optimized: bool = ...,
        undefined: Any = ...,
        finalize: Any = ...,
        autoescape: Any = ...,
        loader: Any = ...,
        cache_size: int = ...,
        auto_reload: bool = ...,
        bytecode_cache: Any = ...,
        enable_async: bool = ...,
    ) -> Annotated[None, Fact("jinja-environment"), Inert()]: ...
    def from_string(self, source: Annotated[Any, Sink("template")], globals: Any = ..., template_class: Any = ...) -> Annotated[_LoadedTemplate, Fact("template-string-rendered"), Inert()]: ...
    def get_template(self, name: Any, parent: str | None = ..., globals: Any = ...) -> Annotated[_LoadedTemplate, Inert()]: ...
    def select_template(self, names: Any, parent: str | None = ..., globals: Any = ...) -> Annotated[_LoadedTemplate, Inert()]: ...
    def get_or_select_template(self, template_name_or_list: Any, parent: str | None = ..., globals: Any = ...) -> Annotated[_LoadedTemplate, Inert()]: ...
    def compile_expression(self, source: Annotated[str, Sink("template")], undefined_to_none: bool = ...) -> Annotated[Any, Inert()]: ...
    def compile(self, source: Annotated[Any, Sink("template")], name: str | None = ..., filename: str | None = ..., raw: bool = ..., defer_init: bool = ...) -> Annotated[Any, Inert()]: ...
    def parse(self, source: Any, name: str | None = ..., filename: str | None = ...) -> Annotated[Any, Inert()]: ...
    def list_templates(self, extensions: Any = ..., filter_func: Any = ...) -> Annotated[list[str], Inert()]: ...
    def add_extension(self, extension: Any) -> None: ...
    def overlay(self, **kwargs: Any) -> Annotated[Environment, Inert()]: ...
    def extend(self, **attributes: Any) -> None: ...
