"""Version 1: users, roles and what lies between them, for Flask-SQLAlchemy. Also where ``set_db_info`` of all versions is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import declared_attr
from sqlalchemy.sql import func

from ..clock import naive_utcnow
from ..datastore_sqlalchemy import AsaList
from ..mixins import RoleMixin, UserMixin
from .names import TableNames


class FsModels(TableNames):
    """What the mixins need to know of the application's ``db`` and tables."""

    db: Any = None

    @classmethod
    def set_db_info(
        cls,
        appdb: Any,
        user_table_name: str = "user",
        role_table_name: str = "role",
        webauthn_table_name: str = "webauthn",
        refresh_table_name: str = "fs_refresh",
    ) -> None:
        """Called once before the classes are declared."""
        cls.db = appdb
        cls._name(user_table_name, role_table_name, webauthn_table_name, refresh_table_name)
        cls.roles_users = appdb.Table(
            "roles_users",
            Column("user_id", Integer(), ForeignKey(f"{user_table_name}.id")),
            Column("role_id", Integer(), ForeignKey(f"{role_table_name}.id")),
        )


def changed_at() -> Any:
    """A column that says when its row was changed."""
    return Column(DateTime, nullable=False, server_default=func.now(), onupdate=naive_utcnow)


class FsRoleMixin(RoleMixin):
    """Columns of roles."""

    id = Column(Integer(), primary_key=True)
    name = Column(String(80), unique=True, nullable=False)
    description = Column(String(255))
    permissions = Column(MutableList.as_mutable(AsaList()), nullable=True)
    update_datetime = changed_at()


class FsUserMixin(UserMixin):
    """Columns of users."""

    id = Column(Integer, primary_key=True)
    email = Column(String(255), unique=True, nullable=False)
    username = Column(String(255))
    password = Column(String(255), nullable=False)
    active = Column(Boolean(), nullable=False)  # type: ignore[var-annotated]
    fs_uniquifier = Column(String(64), unique=True, nullable=False)
    confirmed_at = Column(DateTime())
    last_login_at = Column(DateTime())
    current_login_at = Column(DateTime())
    last_login_ip = Column(String(64))
    current_login_ip = Column(String(64))
    login_count = Column(Integer)
    tf_primary_method = Column(String(64), nullable=True)
    tf_totp_secret = Column(String(255), nullable=True)
    tf_phone_number = Column(String(128), nullable=True)
    create_datetime = Column(DateTime, nullable=False, server_default=func.now())
    update_datetime = changed_at()

    @declared_attr
    def roles(cls):  # type: ignore[no-untyped-def]
        db = FsModels.db
        return db.relationship("Role", secondary=FsModels.roles_users, backref=db.backref("users", lazy="dynamic"))
