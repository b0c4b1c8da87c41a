"""Second factors: what a user shows besides the password, and when they have to."""

from __future__ import annotations

from typing import Any, Optional

from werkzeug.wrappers import Response


def begin(accounts: Any, user: Any, remember: bool) -> Optional[Response]:
    """What follows the password: the answer that asks for a second factor, or ``None`` where the user may be logged in now."""
    return None
