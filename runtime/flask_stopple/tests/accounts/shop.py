"""A shop with accounts, and a browser that goes there."""

from __future__ import annotations

import re
import secrets
from typing import Any, Optional

import sqlalchemy
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_stopple import Stopple, current_user, login_required
from flask_stopple.accounts import Accounts, RoleColumns, SignInColumns, SQLAlchemyUsers, TokenColumns, UserColumns, accounts_of
from flask_stopple.testing import GuardedClient
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

#: Hashing is tried with its real cost elsewhere; here it must only be argon2id.
CHEAP = {"memory_kib": 64, "iterations": 1, "lanes": 1}

#: A password that nobody's list has.
GOOD = "correct horse battery"
BETTER = "purple monkey dishwasher"


class Site:
    """An application with accounts, and what a test does with it."""

    def __init__(self, address: str, guard: Optional[dict[str, Any]] = None, config: Optional[dict[str, Any]] = None, **settings: Any) -> None:
        app = self.app = Flask("guarded")
        app.config.update(SECRET_KEY=secrets.token_hex(32), SQLALCHEMY_DATABASE_URI=address, **(config or {}))
        app.test_client_class = GuardedClient

        class Base(DeclarativeBase):
            pass

        db = self.db = SQLAlchemy(app, model_class=Base)
        users_roles = db.Table(
            "users_roles",
            db.Column("user_id", db.ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
            db.Column("role_id", db.ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
        )

        class Role(db.Model, RoleColumns):
            pass

        class User(db.Model, UserColumns):
            roles: Mapped[list[Role]] = db.relationship(secondary=users_roles)

        class Token(db.Model, TokenColumns):
            user_id: Mapped[int] = mapped_column(db.ForeignKey("user.id", ondelete="CASCADE"))

        class SignIn(db.Model, SignInColumns):
            user_id: Mapped[int] = mapped_column(db.ForeignKey("user.id", ondelete="CASCADE"))

        self.User, self.Role, self.SignIn = User, Role, SignIn
        self.users = SQLAlchemyUsers(db, User, Role, Token=Token, SignIn=SignIn)
        wanted = {"mail": "outbox", "argon2": CHEAP, **settings}
        Stopple(app, accounts=Accounts(self.users, **wanted), **{"store": "memory", "session": "server", **(guard or {})})
        self.accounts = accounts_of(app)

        @app.get("/")
        def index() -> str:
            return "home"

        @app.get("/me")
        @login_required
        def me() -> str:
            return str(current_user.email)

        with app.app_context():
            db.create_all()

    # -- doing -------------------------------------------------------------------------------------------------------

    def client(self) -> Browser:
        return Browser(self)

    def add(self, email: str = "ann@shop.example", password: Optional[str] = GOOD, **fields: Any) -> Any:
        """A user who is there already; returns the key."""
        import datetime

        with self.app.app_context():
            fields = {"confirmed_at": datetime.datetime(2026, 1, 1), **fields}
            hashed = self.accounts.passwords.hash(password) if password else None
            user = self.users.new_user(email=email, password=hashed, **fields)
            self.users.add(user)
            self.users.commit()
            return self.users.user_key(user)

    def user(self, email: str = "ann@shop.example") -> Any:
        """The user as the database has them now, without a session."""
        with self.app.app_context():
            user = self.users.find_user(email=email)
            if user is not None:
                self.users.values(user)
                list(user.roles)
                self.db.session.expunge_all()
            return user

    def count(self) -> int:
        with self.app.app_context():
            return self.db.session.scalar(sqlalchemy.select(sqlalchemy.func.count()).select_from(self.User))

    def mails(self) -> list[Any]:
        """What was sent, the latest first."""
        self.accounts.mail.wait()
        return list(self.accounts.mail.outbox)

    def link(self, kind: str) -> str:
        """The link of the latest mail of a kind, as a path."""
        found = next(mail for mail in self.mails() if mail.kind == kind)
        return found.link.partition("localhost")[2]

    def token(self, kind: str) -> str:
        return self.link(kind).partition("token=")[2]


class Browser:
    """A client that sends forms as a browser and JSON as a script."""

    def __init__(self, site: Site) -> None:
        self.site, self.raw = site, site.app.test_client()

    def get(self, path: str, **more: Any) -> Any:
        return self.raw.get(path, base_url="https://localhost", **more)

    def send(self, path: str, /, **fields: Any) -> Any:
        """A form."""
        return self.raw.post(path, data=fields, base_url="https://localhost")

    def json(self, path: str, /, **fields: Any) -> Any:
        return self.raw.post(path, json=fields, base_url="https://localhost", headers={"Accept": "application/json"})

    def log_in(self, identity: str = "ann@shop.example", password: str = GOOD, **more: Any) -> Any:
        return self.send("/account/login", identity=identity, password=password, **more)

    def is_in(self) -> bool:
        return self.get("/me").status_code == 200

    def cookies(self) -> dict[str, str]:
        return {cookie.key: cookie.value for cookie in self.raw._cookies.values()}

    def take_cookies(self, cookies: dict[str, str]) -> None:
        for name, value in cookies.items():
            self.raw.set_cookie(name, value, domain="localhost", secure=True)


def texts(answer: Any) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)).strip()
