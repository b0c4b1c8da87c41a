"""Runs modules and files."""

from typing import Annotated, Any
from stopple import Fact, Inert, Sink

def run_module(mod_name: Annotated[str, Sink("code")], init_globals: Any = ..., run_name: Any = ..., alter_sys: bool = ...) -> Annotated[dict[str, Any], Fact("exec"), Inert()]: ...
def run_path(path_name: Annotated[str, Sink("code")], init_globals: Any = ..., run_name: Any = ...) -> Annotated[dict[str, Any], Fact("exec"), Inert()]: ...
