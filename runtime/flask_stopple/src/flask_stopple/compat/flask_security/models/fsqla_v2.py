"""Version 2: names are unique, and codes sign in."""

from __future__ import annotations

from sqlalchemy import Column, String, Text

from . import fsqla
from .fsqla import FsModels

__all__ = ["FsModels", "FsRoleMixin", "FsUserMixin"]

FsModels.fs_model_version = 2


class FsRoleMixin(fsqla.FsRoleMixin):
    """Columns of roles."""


class FsUserMixin(fsqla.FsUserMixin):
    """Columns of users."""

    username = Column(String(255), unique=True, nullable=True)
    us_totp_secrets = Column(Text, nullable=True)
    us_phone_number = Column(String(128), nullable=True)
