"""What a user has."""

from typing import Annotated, Any
from stopple import Inert

class UserMixin:
    is_active: bool
    is_authenticated: bool
    is_anonymous: bool
    def get_id(self) -> str: ...

class AnonymousUserMixin:
    is_active: bool
    is_authenticated: bool
    is_anonymous: bool
    def get_id(self) -> None: ...
