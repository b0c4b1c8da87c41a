"""Columns of users, roles, passkeys, API tokens and linked sign-ins, as mixins for SQLAlchemy 2, and what each of them is for.

    class Role(db.Model, RoleColumns): ...

    class User(db.Model, UserColumns):
        roles: Mapped[list[Role]] = db.relationship(secondary=users_roles)

Names and types are those that Flask-Security's tables have, so its tables are read as they are. Everything but a key, one of
``email`` and ``username``, and ``password`` may be missing: what needs a column is off without it, and says so at start-up.
"""

from __future__ import annotations

import datetime
import secrets
from typing import Any, NamedTuple, Optional

from sqlalchemy import BigInteger, Boolean, DateTime, Index, Integer, LargeBinary, String, Text, UniqueConstraint, func, true
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from .identity import RoleMixin, UserMixin
from .stores import now


class Texts(TypeDecorator[list[str]]):
    """A list of short texts in one column, with commas between: permissions, scopes, recovery codes. A list that was kept as
    JSON is read too."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Optional[str]:
        if value is None or isinstance(value, str):
            return value
        texts = sorted(value) if isinstance(value, (set, frozenset)) else list(value)
        if any("," in text for text in texts):
            raise ValueError("no text of such a list has a comma in it")
        return ",".join(texts)

    def process_result_value(self, value: Optional[str], dialect: Any) -> Optional[list[str]]:
        if value is None:
            return None
        if value.startswith("["):
            import json

            return [str(text) for text in json.loads(value)]
        return [text for text in value.split(",") if text]


class UserColumns(UserMixin):
    """Every column of a user. ``roles`` is the application's own relation."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    username: Mapped[Optional[str]] = mapped_column(String(255), unique=True)
    password: Mapped[Optional[str]] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    #: Stands for the user in sessions; a new one ends them all.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: secrets.token_hex(16))
    confirmed_at: Mapped[Optional[datetime.datetime]] = mapped_column(DateTime)

    last_login_at: Mapped[Optional[datetime.datetime]] = mapped_column(DateTime)
    current_login_at: Mapped[Optional[datetime.datetime]] = mapped_column(DateTime)
    last_login_ip: Mapped[Optional[str]] = mapped_column(String(64))
    current_login_ip: Mapped[Optional[str]] = mapped_column(String(64))
    login_count: Mapped[Optional[int]] = mapped_column(Integer)
    create_datetime: Mapped[datetime.datetime] = mapped_column(DateTime, default=now, server_default=func.now())
    update_datetime: Mapped[datetime.datetime] = mapped_column(DateTime, default=now, onupdate=now, server_default=func.now())

    tf_primary_method: Mapped[Optional[str]] = mapped_column(String(64))
    tf_totp_secret: Mapped[Optional[str]] = mapped_column(String(255))
    tf_phone_number: Mapped[Optional[str]] = mapped_column(String(128))
    mf_recovery_codes: Mapped[Optional[list[str]]] = mapped_column(Texts)
    fs_webauthn_user_handle: Mapped[Optional[str]] = mapped_column(String(64), unique=True)
    us_totp_secrets: Mapped[Optional[str]] = mapped_column(Text)
    us_phone_number: Mapped[Optional[str]] = mapped_column(String(128), unique=True)

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        """An address and a name once, however they are spelt, and found by an index. A class with ``__table_args__`` of its own repeats these."""
        name = cls.__tablename__  # type: ignore[attr-defined]
        # The columns are named as text in a function: at this moment they are not yet there.
        from sqlalchemy import text

        return (
            Index(f"uq_{name}_email_lower", func.lower(text("email")), unique=True),
            Index(f"uq_{name}_username_lower", func.lower(text("username")), unique=True),
        )


class RoleColumns(RoleMixin):
    """Every column of a role."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[Optional[str]] = mapped_column(String(255))
    permissions: Mapped[Optional[list[str]]] = mapped_column(Texts)
    #: The name of the role whose rights this one has as well.
    parent: Mapped[Optional[str]] = mapped_column(String(80))


class CredentialColumns:
    """Every column of a passkey but ``user_id``, which names the application's own table:
    ``user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))``."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True, index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    transports: Mapped[Optional[list[str]]] = mapped_column(Texts)
    backup_state: Mapped[bool] = mapped_column(Boolean, default=False)
    device_type: Mapped[str] = mapped_column(String(64), default="single_device")
    extensions: Mapped[Optional[str]] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(64))
    #: ``first`` or ``secondary``.
    usage: Mapped[str] = mapped_column(String(64))
    create_datetime: Mapped[datetime.datetime] = mapped_column(DateTime, default=now, server_default=func.now())
    lastuse_datetime: Mapped[datetime.datetime] = mapped_column(DateTime, default=now)


class TokenColumns:
    """Every column of an API token but ``user_id``. Of the token itself only a digest is kept."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64), unique=True, index=True)
    scopes: Mapped[Optional[list[str]]] = mapped_column(Texts)
    #: ``api``, ``access`` or ``refresh``.
    kind: Mapped[str] = mapped_column(String(16), default="api")
    #: Refresh tokens that came from one login.
    family: Mapped[Optional[str]] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime.datetime] = mapped_column(DateTime, default=now)
    expires_at: Mapped[Optional[datetime.datetime]] = mapped_column(DateTime)
    last_used_at: Mapped[Optional[datetime.datetime]] = mapped_column(DateTime)
    revoked_at: Mapped[Optional[datetime.datetime]] = mapped_column(DateTime)


class SignInColumns:
    """Every column of a sign-in at a provider but ``user_id``. Issuer and subject name it, and nothing else does: addresses change hands
    (OIDC Core 5.7)."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    #: Our own word for the provider.
    provider: Mapped[str] = mapped_column(String(40))
    #: Under which address it was linked, to show it.
    email: Mapped[Optional[str]] = mapped_column(String(255))
    created_at: Mapped[datetime.datetime] = mapped_column(DateTime, default=now)
    used_at: Mapped[Optional[datetime.datetime]] = mapped_column(DateTime)

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        """A sign-in opens one account. A class with ``__table_args__`` of its own repeats this."""
        return (UniqueConstraint("issuer", "subject"),)


class Column(NamedTuple):
    """A column that may be missing: how Alembic writes it, and what is off without it."""

    type: str
    what_for: str


#: What may be missing from tables of before, by our words for the classes.
OPTIONAL: dict[str, dict[str, Column]] = {
    "user": {
        "username": Column("sa.String(255)", "names besides e-mail addresses"),
        "active": Column("sa.Boolean(), server_default=sa.true()", "switching a user off"),
        "fs_uniquifier": Column("sa.String(64)", "ending all sessions of a user even if the guard's store was lost"),
        "confirmed_at": Column("sa.DateTime()", "telling whose address was proved"),
        "last_login_at": Column("sa.DateTime()", "showing the last login"),
        "current_login_at": Column("sa.DateTime()", "showing the last login"),
        "last_login_ip": Column("sa.String(64)", "showing the last login"),
        "current_login_ip": Column("sa.String(64)", "showing the last login"),
        "login_count": Column("sa.Integer()", "counting logins"),
        "create_datetime": Column("sa.DateTime()", "telling since when an account is there"),
        "update_datetime": Column("sa.DateTime()", "telling when an account was changed"),
        "tf_primary_method": Column("sa.String(64)", "second factors"),
        "tf_totp_secret": Column("sa.String(255)", "codes of an authenticator app"),
        "mf_recovery_codes": Column("sa.Text()", "recovery codes"),
        "fs_webauthn_user_handle": Column("sa.String(64)", "passkeys"),
    },
    "role": {
        "description": Column("sa.String(255)", "describing roles"),
        "permissions": Column("sa.Text()", "permissions of roles"),
        "parent": Column("sa.String(80)", "roles that include others"),
    },
}


def migration(missing: list[tuple[str, str]], tables: dict[str, str]) -> str:
    """The body of Alembic's ``upgrade()`` that adds columns."""
    lines = []
    for kind, name in missing:
        column = OPTIONAL[kind][name]
        lines.append(f'op.add_column("{tables[kind]}", sa.Column("{name}", {column.type}, nullable=True))')
        if name in ("username", "fs_uniquifier", "fs_webauthn_user_handle"):
            lines.append(f'op.create_index("uq_{tables[kind]}_{name}", "{tables[kind]}", ["{name}"], unique=True)')
    return "\n".join(lines)


__all__ = ["OPTIONAL", "Column", "CredentialColumns", "RoleColumns", "SignInColumns", "Texts", "TokenColumns", "UserColumns", "migration"]
