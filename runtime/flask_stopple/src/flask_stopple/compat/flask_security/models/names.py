"""What the ready-made columns of all versions need to know of an application's tables."""

from __future__ import annotations

import importlib.util
from typing import Any

#: Passkeys have no relation without the package that proves them.
HAS_PASSKEYS = importlib.util.find_spec("webauthn") is not None


class TableNames:
    """How the tables are called, and the one between users and roles."""

    roles_users: Any = None
    fs_model_version = 1
    user_table_name = "user"
    role_table_name = "role"
    webauthn_table_name = "webauthn"
    refresh_table_name = "fs_refresh"

    @classmethod
    def _name(cls, user: str, role: str, webauthn: str, refresh: str) -> None:
        cls.user_table_name, cls.role_table_name = user, role
        cls.webauthn_table_name, cls.refresh_table_name = webauthn, refresh
