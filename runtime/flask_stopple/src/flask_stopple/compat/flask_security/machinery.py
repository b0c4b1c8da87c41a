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
from .identities import lookup_identity
from .settings import value
from .stores import users_of


class _Mails(Mails):
    """Tells owners what happened, where mails can be sent: an application of before may have no mail at all."""

    def send_to(self, address: Optional[str], kind: str, **facts: Any) -> None:
        if self.sender() is not None:
            super().send_to(address, kind, **facts)


class Machinery(Accounts):
    """The accounts of one application that has the pages of Flask-Security."""

    @property
    def managing(self) -> Any:
        from . import managing

        return managing

    @staticmethod
    def all_texts() -> Iterable[str]:
        from .catalogue import all_texts

        return all_texts()

    def identify(self, text: str) -> Optional[Any]:
        return lookup_identity(text)

    def end_logins(self, user: Any, reason: str) -> list[str]:
        ended, datastore = [self.users.session_id(user)], self.users.datastore
        datastore.set_uniquifier(user)
        datastore.set_token_uniquifier(user)
        if datastore.has("refresh_trackers"):
            datastore.refresh_tracker_reset(user)
        return ended

    def __init__(self, app: Flask, datastore: Any) -> None:
        super().__init__(users_of(datastore))
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
