"""A library with readers and editors: the application that the tests of roles, tokens and factors attack."""

from __future__ import annotations

import datetime
import secrets
from typing import Any, Optional

from flask import Flask, jsonify, session
from flask_sqlalchemy import SQLAlchemy
from flask_stopple import Stopple, _stopple, current_user, login_user, logout_user
from flask_stopple.accounts import Accounts, CredentialColumns, RoleColumns, SQLAlchemyUsers, TokenColumns, UserColumns
from flask_stopple.testing import GuardedClient
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.pool import StaticPool

#: The password of everybody.
PASSWORD = "seven blue herons at dawn"
#: Its hash, of the cheapest kind that is argon2id.
CHEAP = {"memory_kib": 64, "iterations": 1, "lanes": 1}
HASH = _stopple.hash_password(PASSWORD, *CHEAP.values())


class Library:
    """The application, its classes, and shortcuts."""

    def __init__(self, *, config: Optional[dict[str, Any]] = None, guard: Optional[dict[str, Any]] = None, place: Any = None, **settings: Any):
        db = self.db = SQLAlchemy()
        between = self.between = db.Table(
            "users_roles",
            db.Column("user_id", db.ForeignKey("user.id"), primary_key=True),
            db.Column("role_id", db.ForeignKey("role.id"), primary_key=True),
            db.Column("until", db.DateTime),
        )

        class Role(db.Model, RoleColumns):
            pass

        class User(db.Model, UserColumns):
            roles = db.relationship(Role, secondary=between)

        class Credential(db.Model, CredentialColumns):
            user_id: Mapped[int] = mapped_column(db.ForeignKey("user.id", ondelete="CASCADE"))

        class Token(db.Model, TokenColumns):
            user_id: Mapped[int] = mapped_column(db.ForeignKey("user.id", ondelete="CASCADE"))

        self.Role, self.User, self.Credential, self.Token = Role, User, Credential, Token
        app = self.app = Flask("library")
        app.config["SECRET_KEY"] = secrets.token_hex(32)
        if place is None:
            app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
            app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"poolclass": StaticPool}
        else:
            app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{place}"
        app.config.update(config or {})
        app.test_client_class = GuardedClient
        db.init_app(app)
        self.mails: list[Any] = []
        told = {"mail": self.mails.append, "mail_background": False, "after_login": "/who", "second_factor_roles": (), "argon2": CHEAP, **settings}
        accounts = Accounts(SQLAlchemyUsers(db, User, Role, Credential, Token), **told)
        Stopple(app, accounts=accounts, **{"store": "memory", "hosts": ["localhost"], **(guard or {})})
        self.accounts = app.extensions["stopple_accounts"]
        with app.app_context():
            db.create_all()

        @app.get("/enter/<name>")
        def enter(name: str) -> Any:
            login_user(self.user(name))
            return "in"

        @app.get("/who")
        def who() -> Any:
            return jsonify(known=current_user.is_authenticated, id=current_user.get_id())

        @app.get("/session")
        def show_session() -> Any:
            return jsonify(sorted(session))

        @app.get("/leave")
        def leave() -> str:
            logout_user()
            return "out"

    def role(self, name: str, permissions: Any = (), parent: Optional[str] = None) -> Any:
        with self.app.app_context():
            self.db.session.add(self.Role(name=name, permissions=list(permissions), parent=parent))
            self.db.session.commit()

    def reader(self, name: str, *roles: str, **fields: Any) -> None:
        """A user of this name with roles, which are made where they are missing."""
        with self.app.app_context():
            for role in roles:
                if self.accounts.users.find_role(role) is None:
                    self.db.session.add(self.Role(name=role))
            self.db.session.flush()
            given = [self.accounts.users.find_role(role) for role in roles]
            told = {"email": f"{name}@library.example", "username": name, "password": HASH, "confirmed_at": datetime.datetime(2026, 1, 1)}
            user = self.accounts.users.new_user(**{**told, **fields}, roles=given)
            self.db.session.add(user)
            self.db.session.commit()

    def user(self, name: str) -> Any:
        """Within an application context."""
        return self.accounts.users.find_user(username=name)

    def client(self, name: Optional[str] = None) -> Any:
        client = self.app.test_client()
        client.environ_base["HTTP_ACCEPT"] = "application/json"
        if name is not None:
            assert client.get(f"/enter/{name}").text == "in"
        return client
