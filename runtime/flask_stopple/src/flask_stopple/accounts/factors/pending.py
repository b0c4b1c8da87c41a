"""A login that waits for its second factor. It lies in the session, where no page takes it for a login."""

from __future__ import annotations

import time
from typing import Any, NamedTuple, Optional

from flask import current_app, session

from ... import _stopple, csrf, sessions
from ...extension import state_of
from ..identity import is_active

KEY = "_half_login"


class Pending(NamedTuple):
    """Who gave a password, and what for."""

    user: Any
    remember: bool
    #: Stands for this try in the store: what belongs to it counts for no other (ASVS 6.6.2).
    id: str
    #: The user has no second factor yet and has to set one up.
    sets_up: bool
    #: Where the visitor wanted to go, on this site.
    to: str


def start(accounts: Any, user: Any, remember: bool, sets_up: bool, to: str) -> None:
    """Has a login wait. The session gets a new id, as at a login."""
    sessions.regenerate()
    csrf.renew_token()
    session[KEY] = {
        "user": accounts.users.session_id(user),
        "remember": bool(remember),
        "at": int(time.time()),
        "id": _stopple.new_token()[:22],
        "sets_up": sets_up,
        "to": to,
    }


def find(accounts: Any) -> Optional[Pending]:
    """The login that waits in this session; ``None`` for none, one that waited too long, and one that was finished."""
    kept = session.get(KEY)
    if not isinstance(kept, dict):
        return None
    now, lives = int(time.time()), int(accounts.settings["factor_minutes"] * 60)
    if not 0 <= now - int(kept["at"]) <= lives or _store().is_session_ended(_mark(kept["id"]), None, 0, now):
        session.pop(KEY, None)
        return None
    user = accounts.users.user_by_id(kept["user"])
    if user is None or not is_active(user):
        session.pop(KEY, None)
        return None
    return Pending(user, kept["remember"], kept["id"], kept["sets_up"], kept["to"])


def end(accounts: Any, pending: Pending) -> None:
    """Ends it, whoever has a copy of the cookie."""
    now = int(time.time())
    _store().end_session(_mark(pending.id), now + int(accounts.settings["factor_minutes"] * 60) + 60, now)
    session.pop(KEY, None)


def _mark(id_: str) -> bytes:
    return f"half\0{id_}".encode()


def _store() -> _stopple.Store:
    return state_of(current_app).store
