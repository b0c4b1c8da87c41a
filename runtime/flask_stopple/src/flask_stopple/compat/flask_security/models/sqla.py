"""Version 1 for SQLAlchemy itself and Flask-SQLAlchemy-Lite, in the annotated style."""

from __future__ import annotations

import datetime
from typing import Any, List, Optional

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table, Text
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.sql import func

from ..clock import naive_utcnow
from ..datastore_sqlalchemy import AsaList
from ..mixins import RoleMixin, UserMixin, WebAuthnMixin
from .names import HAS_PASSKEYS, TableNames


class FsModels(TableNames):
    """What the mixins need to know of the application's tables."""

    base_model: Any = None

    @classmethod
    def set_db_info(
        cls,
        *,
        base_model: Any,
        user_table_name: str = "user",
        role_table_name: str = "role",
        webauthn_table_name: str = "webauthn",
        refresh_table_name: str = "fs_refresh",
    ) -> None:
        """Called once before the classes are declared."""
        cls.base_model = base_model
        cls._name(user_table_name, role_table_name, webauthn_table_name, refresh_table_name)
        cls.roles_users = Table(
            "roles_users",
            base_model.metadata,
            Column("user_id", ForeignKey(f"{user_table_name}.id"), primary_key=True),
            Column("role_id", ForeignKey(f"{role_table_name}.id"), primary_key=True),
        )


class FsRoleMixin(RoleMixin):
    """Columns of roles."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[Optional[str]] = mapped_column(String(255))
    permissions: Mapped[Optional[List[str]]] = mapped_column(MutableList.as_mutable(AsaList()))
    update_datetime: Mapped[datetime.datetime] = mapped_column(server_default=func.now(), onupdate=naive_utcnow)

    @declared_attr
    def users(cls):  # type: ignore[no-untyped-def]
        return relationship("User", secondary="roles_users", back_populates="roles")


class FsUserMixin(UserMixin):
    """Columns of users."""

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    username: Mapped[Optional[str]] = mapped_column(String(255), unique=True)
    password: Mapped[Optional[str]] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column()
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[Optional[datetime.datetime]] = mapped_column()
    last_login_at: Mapped[Optional[datetime.datetime]] = mapped_column()
    current_login_at: Mapped[Optional[datetime.datetime]] = mapped_column()
    last_login_ip: Mapped[Optional[str]] = mapped_column(String(64))
    current_login_ip: Mapped[Optional[str]] = mapped_column(String(64))
    login_count: Mapped[Optional[int]] = mapped_column()
    tf_primary_method: Mapped[Optional[str]] = mapped_column(String(64))
    tf_totp_secret: Mapped[Optional[str]] = mapped_column(String(255))
    tf_phone_number: Mapped[Optional[str]] = mapped_column(String(128))
    us_totp_secrets: Mapped[Optional[str]] = mapped_column(Text)
    us_phone_number: Mapped[Optional[str]] = mapped_column(String(128), unique=True)
    fs_webauthn_user_handle: Mapped[Optional[str]] = mapped_column(String(64), unique=True)
    mf_recovery_codes: Mapped[Optional[List[str]]] = mapped_column(MutableList.as_mutable(AsaList()))
    create_datetime: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
    update_datetime: Mapped[datetime.datetime] = mapped_column(server_default=func.now(), onupdate=naive_utcnow)

    if HAS_PASSKEYS:

        @declared_attr
        def webauthn(cls):  # type: ignore[no-untyped-def]
            return relationship("WebAuthn", back_populates="user", cascade="all, delete")

    @declared_attr
    def roles(cls):  # type: ignore[no-untyped-def]
        return relationship("Role", secondary="roles_users", back_populates="users")


class FsWebAuthnMixin(WebAuthnMixin):
    """Columns of passkeys."""

    id: Mapped[int] = mapped_column(primary_key=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), index=True, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[Optional[int]] = mapped_column(default=0)
    transports: Mapped[Optional[List[str]]] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool] = mapped_column()
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[Optional[str]] = mapped_column(String(255))
    create_datetime: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
    lastuse_datetime: Mapped[datetime.datetime] = mapped_column()
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))

    if HAS_PASSKEYS:

        @declared_attr
        def user(cls):  # type: ignore[no-untyped-def]
            return relationship("User", back_populates="webauthn")

    @declared_attr
    def user_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey(f"{FsModels.user_table_name}.id", ondelete="CASCADE"))
