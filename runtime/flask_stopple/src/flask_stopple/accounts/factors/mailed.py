"""Codes by e-mail. Weaker than the others: who reads the mail may have set the password too (ASVS 6.3.6), so they are off unless switched on."""

from __future__ import annotations

import time
from typing import Any

from flask import current_app, session

from ... import _stopple
from ...extension import state_of
from . import guesses
from .pending import Pending

KEY = "_mailed_code"
DIGITS = 6


def send(accounts: Any, pending: Pending) -> None:
    """Mails a new code for this login; one of before is worth nothing."""
    code = _stopple.new_code(DIGITS)
    session[KEY] = {"digest": _digest(pending, code), "at": int(time.time())}
    accounts.mail.send("factor_code", pending.user, code=code, minutes=accounts.settings["factor_minutes"])


def is_sent(pending: Pending) -> bool:
    """Whether a code is on its way."""
    return isinstance(session.get(KEY), dict)


def check(accounts: Any, pending: Pending, code: str) -> bool:
    """Whether this is the code that was mailed for this very login (ASVS 6.6.2), in time, and for the first time."""
    guesses.count(accounts, pending.user, "email")
    kept = session.get(KEY)
    if not isinstance(kept, dict):
        return False
    now, lives = int(time.time()), int(accounts.settings["factor_minutes"] * 60)
    digest = _digest(pending, "".join(code.split()))
    if not 0 <= now - int(kept["at"]) <= lives or not _stopple.is_same(digest, str(kept["digest"])):
        return False
    if not state_of(current_app).store.spend(f"mailed\0{digest}", now + lives + 60, now):
        return False
    session.pop(KEY, None)
    return True


def _digest(pending: Pending, code: str) -> str:
    """Keyed, because the session may be one that its browser can read; with the login in it, because it is for no other."""
    return _stopple.recovery_digest(f"{pending.id}{code}", state_of(current_app).secrets()[0])
