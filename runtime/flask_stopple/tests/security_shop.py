"""What the tests of Flask-Security's names share: an application as tutorials write it, and the classes that Flask-Security ships."""

from __future__ import annotations

import re
from typing import Any, Callable

from flask import Flask
from flask_mail import Mail
from flask_sqlalchemy import SQLAlchemy
from flask_stopple.compat import flask_security as compat
from flask_stopple.compat.flask_security.models import fsqla_v4

#: The secret key.
KEY = "b2a6f0d94c1e7758a3b1d2c4e6f8091a2b3c4d5e6f708192"
#: A link in a mail, as a path.
LINK = re.compile(r"http://localhost(/\S+)")
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


def tables(db: Any) -> tuple[Any, Any, Any, Any]:
    """Users, roles, passkeys and refresh tokens with the columns that Flask-Security ships, version 4."""
    fsqla_v4.FsModels.set_db_info(db)

    class Role(db.Model, fsqla_v4.FsRoleMixin):
        pass

    class User(db.Model, fsqla_v4.FsUserMixin):
        pass

    class WebAuthn(db.Model, fsqla_v4.FsWebAuthnMixin):
        pass

    class FsRefreshTracker(db.Model, fsqla_v4.FsRefreshTrackerMixin):
        pass

    return User, Role, WebAuthn, FsRefreshTracker


class Shop:
    """An application of a tutorial: users, roles, a table between them, a page behind a role."""

    def __init__(self, old: bool = True, security: Any = None, **config: Any) -> None:
        app = self.app = application(**config)
        self.mail = Mail(app)
        self.db = SQLAlchemy(app)
        #: As a module of an application would keep them.
        self.classes = old_tables(self.db) if old else tables(self.db)
        self.users = compat.SQLAlchemyUserDatastore(self.db, *self.classes)
        self.security = compat.Security(app, self.users, **(security or {}))

        @app.get("/")
        def index() -> str:
            return "home"

        @app.get("/admin")
        @compat.roles_required("admin")
        def admin() -> str:
            return "the admin page"

        @app.get("/profile")
        @compat.auth_required()
        def profile() -> str:
            return compat.current_user.email

        with app.app_context():
            self.db.create_all()
            self.users.find_or_create_role("admin", description="who may do everything")
            self.users.create_user(email="ada@shop.example", password=compat.hash_password(PASSWORD), roles=["admin"])
            self.users.create_user(email="bob@shop.example", password=compat.hash_password(PASSWORD))
            self.users.commit()

    def client(self) -> Any:
        return self.app.test_client()

    def log_in(self, client: Any, email: str = "ada@shop.example", password: str = PASSWORD, **more: Any) -> Any:
        return client.post("/login", data={"email": email, "password": password, **more})

    def links(self, act: Callable[[Any], Any]) -> list[str]:
        """The paths of the links in the mails that are sent while somebody does something."""
        with self.mail.record_messages() as outbox:
            act(self.client())
        return [link for message in outbox for link in LINK.findall(message.body)]

    def password_of(self, email: str) -> str:
        with self.app.app_context():
            return self.users.find_user(email=email).password


def old_tables(db: Any) -> tuple[Any, Any]:
    """The tables of tutorials of 2013 to 2019: no `fs_uniquifier`."""
    roles_users = db.Table(
        "roles_users",
        db.Column("user_id", db.Integer(), db.ForeignKey("user.id")),
        db.Column("role_id", db.Integer(), db.ForeignKey("role.id")),
    )

    class Role(db.Model, compat.RoleMixin):
        id = db.Column(db.Integer(), primary_key=True)
        name = db.Column(db.String(80), unique=True)
        description = db.Column(db.String(255))

    class User(db.Model, compat.UserMixin):
        id = db.Column(db.Integer, primary_key=True)
        email = db.Column(db.String(255), unique=True)
        password = db.Column(db.String(255))
        active = db.Column(db.Boolean())
        confirmed_at = db.Column(db.DateTime())
        roles = db.relationship("Role", secondary=roles_users, backref=db.backref("users", lazy="dynamic"))

    return User, Role
