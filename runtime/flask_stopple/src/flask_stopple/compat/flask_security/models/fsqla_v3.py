"""Version 3: passkeys, recovery codes, and users without a password."""

from __future__ import annotations


from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import declared_attr
from sqlalchemy.sql import func

from ..datastore_sqlalchemy import AsaList
from ..mixins import WebAuthnMixin
from . import fsqla_v2
from .fsqla import FsModels
from .names import HAS_PASSKEYS

__all__ = ["FsModels", "FsRoleMixin", "FsUserMixin", "FsWebAuthnMixin"]

FsModels.fs_model_version = 3


class FsRoleMixin(fsqla_v2.FsRoleMixin):
    """Columns of roles."""


class FsUserMixin(fsqla_v2.FsUserMixin):
    """Columns of users."""

    if HAS_PASSKEYS:

        @declared_attr
        def webauthn(cls):  # type: ignore[no-untyped-def]
            return FsModels.db.relationship("WebAuthn", backref="users", cascade="all, delete")

    fs_webauthn_user_handle = Column(String(64), unique=True, nullable=True)
    mf_recovery_codes = Column(MutableList.as_mutable(AsaList()), nullable=True)
    password = Column(String(255), nullable=True)
    us_phone_number = Column(String(128), nullable=True, unique=True)


class FsWebAuthnMixin(WebAuthnMixin):
    """Columns of passkeys."""

    id = Column(Integer, primary_key=True)
    credential_id = Column(LargeBinary(1024), index=True, unique=True, nullable=False)
    public_key = Column(LargeBinary, nullable=False)
    sign_count = Column(Integer, default=0)
    transports = Column(MutableList.as_mutable(AsaList()), nullable=True)
    backup_state = Column(Boolean, nullable=False)
    device_type = Column(String(64), nullable=False)
    extensions = Column(String(255), nullable=True)
    create_datetime = Column(DateTime, nullable=False, server_default=func.now())
    lastuse_datetime = Column(DateTime, nullable=False)
    name = Column(String(64), nullable=False)
    usage = Column(String(64), nullable=False)

    @declared_attr
    def user_id(cls):  # type: ignore[no-untyped-def]
        return Column(Integer, ForeignKey(f"{FsModels.user_table_name}.id", ondelete="CASCADE"), nullable=False)
