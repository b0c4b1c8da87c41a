"""Kinds of files by their names: one of a table."""

from typing import Annotated, Any
from stopple import Carries, Clears, Inert

def guess_type(url: Any, strict: bool = ...) -> Annotated[tuple[str | None, str | None], Inert()]: ...
# Who names the type chooses the extension, out of the table: `.html` for `text/html`.
def guess_extension(type: Annotated[str, Carries("return")], strict: bool = ...) -> Annotated[str | None, Clears("html", "html-attribute", "html-url", "script", "css", "sql", "shell", "program", "code", "template", "path-read", "path-write", "archive", "url", "redirect", "header", "cookie", "log", "regex", "format", "nosql", "xml", "xpath", "mail-header", "mail-body", "session")]: ...
def guess_file_type(path: Any, *, strict: bool = ...) -> Annotated[tuple[str | None, str | None], Inert()]: ...  # since 3.13
def add_type(type: str, ext: str, strict: bool = ...) -> None: ...
