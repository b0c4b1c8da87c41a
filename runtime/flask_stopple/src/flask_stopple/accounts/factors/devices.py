"""Browsers whose user said that they need no second factor there for some weeks."""

from __future__ import annotations

import json
import time
from typing import Any, Optional

from flask import after_this_request, current_app, request
from werkzeug.wrappers import Response

from ... import _stopple, sessions
from ...extension import state_of

COOKIE = "trusted"
PURPOSE = "trusted-device"


def trust(accounts: Any, user: Any) -> None:
    """Gives this browser the cookie."""
    days = accounts.settings["trusted_days"]
    if not days:
        return
    now = int(time.time())
    ends = now + int(days * 86_400)
    name = _name()
    # What stands for the user in sessions is in it: a new password ends the trust with the sessions.
    text = json.dumps({"user": accounts.users.session_id(user), "began": now, "ends": ends, "id": _stopple.new_token()[:22]})
    sealed = _sealer().seal(name, text)

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(name, sealed, expires=ends, path="/", secure=request.scheme == "https", httponly=True, samesite="Lax")
        return response


def is_trusted(accounts: Any, user: Any) -> bool:
    """Whether this browser was trusted for this user, and still is."""
    if not accounts.settings["trusted_days"]:
        return False
    kept = _read()
    now = int(time.time())
    if kept is None or not _stopple.is_same(str(kept["user"]), accounts.users.session_id(user)):
        return False
    if not kept["began"] <= now < min(kept["ends"], kept["began"] + accounts.settings["trusted_days"] * 86_400):
        return False
    store = state_of(current_app).store
    return not store.is_session_ended(str(kept["id"]).encode(), _owner(accounts, user), kept["began"], now)


def distrust_all(accounts: Any, user: Any) -> None:
    """Ends the trust in all browsers of a user: after a factor was changed or lost."""
    now = int(time.time())
    state_of(current_app).store.end_all_sessions(_owner(accounts, user), now + int(accounts.settings["trusted_days"] * 86_400) + 60, now)


def _owner(accounts: Any, user: Any) -> str:
    return f"trusted:{accounts.users.user_key(user)}"


def _read() -> Optional[dict[str, Any]]:
    name = _name()
    sealed = request.cookies.get(name)
    text = _sealer().open(name, sealed) if sealed else None
    return json.loads(text) if text is not None else None


def _name() -> str:
    return sessions.prefixed(current_app, COOKIE, request.scheme == "https", None, "/")


def _sealer() -> _stopple.Sealer:
    return _stopple.Sealer(*state_of(current_app).secrets(), PURPOSE)
