"""Version 2 for SQLAlchemy itself: refresh tokens."""

from __future__ import annotations

import datetime
from typing import Optional

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.sql import func

from ..mixins import RefreshTrackerMixin
from . import sqla
from .sqla import FsModels

__all__ = ["FsModels", "FsRefreshTrackerMixin", "FsRoleMixin", "FsUserMixin", "FsWebAuthnMixin"]

FsModels.fs_model_version = 2


class FsRoleMixin(sqla.FsRoleMixin):
    """Columns of roles."""


class FsWebAuthnMixin(sqla.FsWebAuthnMixin):
    """Columns of passkeys."""


class FsUserMixin(sqla.FsUserMixin):
    """Columns of users."""

    @declared_attr
    def refresh_trackers(cls):  # type: ignore[no-untyped-def]
        return relationship("FsRefreshTracker", cascade="all, delete")


class FsRefreshTrackerMixin(RefreshTrackerMixin):
    """Columns of families of refresh tokens."""

    id: Mapped[int] = mapped_column(primary_key=True)
    refresh_family: Mapped[str] = mapped_column(String(64), unique=True)
    gen: Mapped[int] = mapped_column()
    expires_at: Mapped[datetime.datetime] = mapped_column()
    revoked_at: Mapped[Optional[datetime.datetime]] = mapped_column()
    last_used_at: Mapped[datetime.datetime] = mapped_column()
    create_datetime: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
    name: Mapped[str] = mapped_column(String(64))

    @declared_attr
    def user_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey(f"{FsModels.user_table_name}.id", ondelete="CASCADE"))
