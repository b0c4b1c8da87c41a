"""Browsers whose user said that they need no second factor there for some weeks."""

from __future__ import annotations

import time
from typing import Any

from flask import after_this_request, current_app
from werkzeug.wrappers import Response

from ... import _stopple
from ...extension import state_of
from ..cookies import SealedCookie

COOKIE = SealedCookie("trusted", "trusted-device")


def trust(accounts: Any, user: Any) -> None:
    """Gives this browser the cookie."""
    seconds = int(accounts.settings["trusted_days"] * 86_400)
    if not seconds:
        return
    # What stands for the user in sessions is in it: a new password ends the trust with the sessions.
    kept = {"user": accounts.users.session_id(user), "began": int(time.time()), "id": _stopple.new_token()[:22]}

    @after_this_request
    def keep(response: Response) -> Response:
        COOKIE.write(response, kept, seconds)
        return response


def is_trusted(accounts: Any, user: Any) -> bool:
    """Whether this browser was trusted for this user, and still is."""
    if not accounts.settings["trusted_days"]:
        return False
    kept = COOKIE.read()
    now = int(time.time())
    if kept is None or not _stopple.is_same(str(kept["user"]), accounts.users.session_id(user)):
        return False
    # Fewer days than when it was given count at once.
    if not kept["began"] <= now < kept["began"] + accounts.settings["trusted_days"] * 86_400:
        return False
    store = state_of(current_app).store
    return not store.is_session_ended(str(kept["id"]).encode(), _owner(accounts, user), kept["began"], now)


def distrust_all(accounts: Any, user: Any) -> None:
    """Ends the trust in all browsers of a user: after a factor was changed or lost."""
    now = int(time.time())
    state_of(current_app).store.end_all_sessions(_owner(accounts, user), now + int(accounts.settings["trusted_days"] * 86_400) + 60, now)


def _owner(accounts: Any, user: Any) -> str:
    return f"trusted:{accounts.users.user_key(user)}"
