"""What user classes inherit from."""

from __future__ import annotations

from ...login import AnonymousUserMixin, UserMixin

__all__ = ["AnonymousUserMixin", "UserMixin"]
