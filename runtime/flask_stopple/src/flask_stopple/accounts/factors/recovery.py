"""Recovery codes: for the day on which the phone is lost. Hashed under the application's key, and each works once (ASVS 6.5.1, 6.5.2)."""

from __future__ import annotations

import time
from typing import Any

from flask import current_app

from ... import _stopple
from ...extension import state_of
from .. import events
from . import guesses

#: How a digest begins; what has no such beginning is a code in clear, as Flask-Security kept them.
HASHED = "h1:"


def renew(accounts: Any, user: Any) -> list[str]:
    """New codes in the place of all that there were. They are shown this once."""
    codes = _stopple.new_recovery_codes(accounts.settings["recovery_codes"])
    secret = state_of(current_app).secrets()[0]
    locked = accounts.users.lock_user(user) or user
    locked.mf_recovery_codes = [HASHED + _stopple.recovery_digest(code, secret) for code in codes]
    accounts.users.add(locked)
    accounts.users.commit()
    return codes


def left(user: Any) -> int:
    """How many codes are left."""
    return len(getattr(user, "mf_recovery_codes", None) or ())


def check(accounts: Any, user: Any, code: str) -> bool:
    """Takes a code, if it is one of the user's. Of two requests with the same one, one gets through."""
    guesses.count(accounts, user, "recovery")
    secret, fallbacks = state_of(current_app).secrets()
    digests = [_stopple.recovery_digest(code, key) for key in (secret, *fallbacks)]
    # Alone with the row: two codes at once must not bring each other back.
    locked = accounts.users.lock_user(user)
    if locked is None:
        accounts.users.rollback()
        return False
    kept = [str(entry) for entry in locked.mf_recovery_codes or ()]
    found = [entry for entry in kept if any(_stopple.is_same(_digest(entry, secret), digest) for digest in digests)]
    now = int(time.time())
    mark = f"recovery\0{accounts.users.user_key(user)}\0{digests[0]}"
    if not found or not state_of(current_app).store.spend(mark, now + 86_400, now):
        accounts.users.rollback()
        return False
    locked.mf_recovery_codes = [entry for entry in kept if entry not in found]
    accounts.users.add(locked)
    accounts.users.commit()
    events.happened("recovery_code_used", locked, left=len(kept) - len(found))
    return True


def _digest(entry: str, secret: bytes) -> str:
    return entry[len(HASHED) :] if entry.startswith(HASHED) else _stopple.recovery_digest(entry, secret)
