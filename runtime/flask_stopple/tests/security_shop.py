"""What the tests of Flask-Security's names share: an application's settings, and the classes that Flask-Security ships."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_stopple.compat.flask_security.models import fsqla_v3

#: The secret key.
KEY = "b2a6f0d94c1e7758a3b1d2c4e6f8091a2b3c4d5e6f708192"
#: The password of everybody.
PASSWORD = "a horse, correct"


def application(**config: Any) -> Flask:
    """An application that is set up, and has no users yet."""
    app = Flask("shop")
    app.config.update(
        {
            "SECRET_KEY": KEY,
            "SECURITY_PASSWORD_SALT": "146585145368132386173505678016728509634",
            "SQLALCHEMY_DATABASE_URI": "sqlite://",
            "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
            "WTF_CSRF_ENABLED": False,
            "STOPPLE_STORE": "memory",
            "STOPPLE_ACCOUNTS_MAIL_BACKGROUND": False,
            "STOPPLE_ACCOUNTS_ARGON2": {"memory_kib": 8, "iterations": 1, "lanes": 1},
            "TESTING": True,
            **config,
        }
    )
    return app


def tables(db: Any) -> tuple[Any, Any, Any]:
    """Users, roles and passkeys with the columns that Flask-Security ships, version 3."""
    fsqla_v3.FsModels.set_db_info(db)

    class Role(db.Model, fsqla_v3.FsRoleMixin):
        pass

    class User(db.Model, fsqla_v3.FsUserMixin):
        pass

    class WebAuthn(db.Model, fsqla_v3.FsWebAuthnMixin):
        pass

    return User, Role, WebAuthn
