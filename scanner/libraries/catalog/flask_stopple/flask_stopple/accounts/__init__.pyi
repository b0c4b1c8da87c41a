"""Accounts: registration, passwords, factors, roles."""

from typing import Annotated, Any
from stopple import Inert

class Accounts:
    def __init__(self, users: Any, **keywords: Any) -> Annotated[None, Inert()]: ...
