"""Version 4: refresh tokens."""

from __future__ import annotations


from sqlalchemy import Column, DateTime, ForeignKey, Integer, String
from sqlalchemy.orm import declared_attr
from sqlalchemy.sql import func

from ..mixins import RefreshTrackerMixin
from . import fsqla_v3
from .fsqla import FsModels

__all__ = ["FsModels", "FsRefreshTrackerMixin", "FsRoleMixin", "FsUserMixin", "FsWebAuthnMixin"]

FsModels.fs_model_version = 4


class FsRoleMixin(fsqla_v3.FsRoleMixin):
    """Columns of roles."""


class FsWebAuthnMixin(fsqla_v3.FsWebAuthnMixin):
    """Columns of passkeys."""


class FsUserMixin(fsqla_v3.FsUserMixin):
    """Columns of users."""

    @declared_attr
    def refresh_trackers(cls):  # type: ignore[no-untyped-def]
        return FsModels.db.relationship("FsRefreshTracker", cascade="all, delete")


class FsRefreshTrackerMixin(RefreshTrackerMixin):
    """Columns of families of refresh tokens."""

    id = Column(Integer, primary_key=True)
    refresh_family = Column(String(64), unique=True, nullable=False)
    gen = Column(Integer, default=1)
    expires_at = Column(DateTime, nullable=False)
    revoked_at = Column(DateTime, nullable=True)
    last_used_at = Column(DateTime, nullable=False)
    create_datetime = Column(DateTime, nullable=False, server_default=func.now())
    name = Column(String(64), nullable=False)

    @declared_attr
    def user_id(cls):  # type: ignore[no-untyped-def]
        return Column(Integer, ForeignKey(f"{FsModels.user_table_name}.id", ondelete="CASCADE"), nullable=False)
