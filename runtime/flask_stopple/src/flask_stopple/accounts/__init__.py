"""Accounts: registration, passwords, links by mail, second factors, roles and permissions.

    Stopple(app, accounts=Accounts(SQLAlchemyUsers(db, User, Role)))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .extension import Accounts, accounts_of
from .forms import Field, Form, Refused
from .identity import RoleMixin, UserMixin
from .providers import Provider
from .stores import AlreadyThere, StillNeeded, Users

if TYPE_CHECKING:
    from .columns import CredentialColumns, RoleColumns, SignInColumns, TokenColumns, UserColumns
    from .stores.sqlalchemy import SQLAlchemyUsers

#: What needs SQLAlchemy, which a store of one's own does not.
_LAZY = {
    "CredentialColumns": "columns",
    "RoleColumns": "columns",
    "SignInColumns": "columns",
    "TokenColumns": "columns",
    "UserColumns": "columns",
    "SQLAlchemyUsers": "stores.sqlalchemy",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f".{_LAZY[name]}", __name__), name)


__all__ = [
    "Accounts",
    "AlreadyThere",
    "CredentialColumns",
    "Field",
    "Form",
    "Provider",
    "Refused",
    "RoleColumns",
    "RoleMixin",
    "SQLAlchemyUsers",
    "SignInColumns",
    "StillNeeded",
    "TokenColumns",
    "UserColumns",
    "UserMixin",
    "Users",
    "accounts_of",
]
