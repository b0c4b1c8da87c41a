"""Whom a limit counts."""

from typing import Annotated
from stopple import Inert

def get_remote_address() -> Annotated[str, Inert()]: ...
