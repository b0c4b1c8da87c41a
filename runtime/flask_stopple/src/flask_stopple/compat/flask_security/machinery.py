"""What of :mod:`flask_stopple.accounts` works behind the names of Flask-Security: passwords, guessing, links, mails, factors.

An ``Accounts`` that has no pages of its own. Its settings are its own keys (``STOPPLE_ACCOUNTS_``), and what the ``SECURITY_`` keys
say in other words.
"""

from __future__ import annotations

import threading
from typing import Any, Iterable, Optional

from flask import Flask

from ...accounts import settings as account_settings
from ...accounts.extension import Accounts
from ...accounts.guessing import Guessing
from ...accounts.identities import Identities
from ...accounts.links import Links
from ...accounts.mail import Mails
from ...accounts.memberships import Memberships
from ...accounts.passwords import Passwords
from ...accounts.texts import Texts
from .settings import value


class DatastoreUsers:
    """A datastore of Flask-Security, asked the questions of :class:`flask_stopple.accounts.stores.Users`."""

    def __init__(self, datastore: Any) -> None:
        self.datastore = datastore

    def find_user(self, **identity: Any) -> Any:
        return self.datastore.find_user(case_insensitive=any(name in ("email", "username") for name in identity), **identity)

    def user_by_id(self, text: str) -> Any:
        return self.datastore.find_by_session(text)

    @staticmethod
    def session_id(user: Any) -> str:
        return str(user.get_id())

    def user_key(self, user: Any) -> str:
        return str(getattr(user, self.datastore.key_column))

    def user_by_key(self, text: str) -> Any:
        try:
            return self.datastore.find_user(**{self.datastore.key_column: self.datastore.read_key(text)})
        except (TypeError, ValueError):
            return None

    def find_role(self, name: str) -> Any:
        return self.datastore.find_role(name)

    @staticmethod
    def has(user_or_class: Any, column: str) -> bool:
        return hasattr(user_or_class, column)

    def add(self, object: Any) -> None:
        self.datastore.put(object)

    def delete(self, object: Any) -> None:
        self.datastore.delete(object)

    def commit(self) -> None:
        self.datastore.commit()

    def lock_user(self, user: Any) -> Any:
        return user

    def lacks(self, wanted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        kinds = {"user": self.datastore.user_model, "role": self.datastore.role_model}
        return [(kind, name) for kind, name in wanted if not hasattr(kinds[kind], name)]

    def all_roles(self) -> list[Any]:
        return []


class _Mails(Mails):
    """Tells owners what happened, where mails can be sent: an application of before may have no mail at all."""

    def send_to(self, address: Optional[str], kind: str, **facts: Any) -> None:
        if self.sender() is not None:
            super().send_to(address, kind, **facts)


class Machinery(Accounts):
    """The accounts of one application that has the pages of Flask-Security."""

    def __init__(self, app: Flask, datastore: Any) -> None:
        super().__init__(DatastoreUsers(datastore))
        self._app = app
        self._keywords = {
            "password_salt": _text(value("PASSWORD_SALT", app)),
            "password_minimum": int(value("PASSWORD_LENGTH_MIN", app)),
            "confirm": False,
            "mail": None,
            **_argon2(value("PASSWORD_HASH_PASSLIB_OPTIONS", app)),
        }
        said = {name: setting for name, setting in self._keywords.items() if setting is not None}
        self.settings = account_settings.read(said, app.config)
        self._lock = threading.Lock()
        # Nobody waits for `ready`: the datastore was told its columns by the application.
        self._is_ready = True
        self.texts = Texts(self)
        self.passwords = Passwords(self)
        self.links = Links(self)
        self.mail = _Mails(self)
        self.guessing = Guessing(self)
        self.memberships = Memberships(self.users, self.settings["role_hierarchy"])
        self.identities = Identities(self.memberships.read)


def _text(salt: Any) -> Optional[str]:
    return salt.decode() if isinstance(salt, bytes) else salt


def _argon2(options: Any) -> dict[str, Any]:
    """Argon2's cost as passlib's options name it; never less than OWASP's cheat sheet asks for."""
    least = account_settings.SETTINGS["argon2"].default
    said = {
        "memory_kib": options.get("argon2__memory_cost"),
        "iterations": options.get("argon2__rounds", options.get("argon2__time_cost")),
        "lanes": options.get("argon2__parallelism"),
    }
    wanted = {name: max(int(said[name] or 0), least[name]) for name in least}
    return {} if wanted == least else {"argon2": wanted}
