"""Passwords of a terminal."""

from typing import Annotated, Any
from stopple import Inert, Source

def getpass(prompt: str = ..., stream: Any = ...) -> Annotated[str, Source("input"), Source("password"), Inert()]: ...
def getuser() -> Annotated[str, Inert()]: ...
