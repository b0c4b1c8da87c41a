"""Codes of an authenticator app (RFC 6238): six digits, thirty seconds, one step of drift, each once (ASVS 6.5.1, 6.5.5)."""

from __future__ import annotations

import time
from typing import Any, Optional

from flask import current_app, session
from markupsafe import Markup

from ... import _stopple
from ...extension import state_of
from . import guesses

#: The secret that is being set up, in the session.
KEY = "_totp_secret"
#: How a sealed secret begins in its column; one without it lies there in clear, as others wrote it.
SEALED = "sealed:"


def new_secret() -> str:
    """A secret to set up, the same until a code of it was given."""
    kept = session.get(KEY)
    secret: str = kept if isinstance(kept, str) else _stopple.totp_new_secret()
    session[KEY] = secret
    return secret


def picture(accounts: Any, user: Any, secret: str) -> tuple[str, Markup]:
    """What an app reads, as a link and as a QR code that is part of the page."""
    name = str(getattr(user, "email", None) or getattr(user, "username", None) or accounts.users.user_key(user))
    uri = _stopple.totp_uri(secret, name, accounts.site_name)
    return uri, Markup(_stopple.qr_svg(uri))


def set_up(accounts: Any, user: Any, code: str) -> bool:
    """Keeps the secret of this session, once a code shows that the app has it."""
    secret = session.get(KEY)
    guesses.count(accounts, user, "totp")
    if not isinstance(secret, str) or not _spend(accounts, user, secret, code):
        return False
    user.tf_totp_secret = _seal(accounts, user, secret)
    if accounts.users.has(user, "tf_primary_method"):
        user.tf_primary_method = "authenticator"
    accounts.users.add(user)
    accounts.users.commit()
    session.pop(KEY, None)
    return True


def remove(accounts: Any, user: Any) -> None:
    """Takes the authenticator away."""
    user.tf_totp_secret = None
    if getattr(user, "tf_primary_method", None) == "authenticator":
        user.tf_primary_method = None
    accounts.users.add(user)
    accounts.users.commit()


def check(accounts: Any, user: Any, code: str) -> bool:
    """Whether a code is of this moment and was never used."""
    guesses.count(accounts, user, "totp")
    secret = _open(accounts, user)
    if secret is None or not _spend(accounts, user, secret, code):
        return False
    if state_of(current_app).secrets()[1]:
        # Keys are being changed: the secret goes under the new one, before the old one is thrown away.
        user.tf_totp_secret = _seal(accounts, user, secret)
        accounts.users.add(user)
        accounts.users.commit()
    return True


def _spend(accounts: Any, user: Any, secret: str, code: str) -> bool:
    now = int(time.time())
    counter = _stopple.totp_verify(secret, code, now, None)
    if counter is None:
        return False
    # Of two requests with the same code the store lets one through.
    key = f"totp\0{accounts.users.user_key(user)}\0{counter}"
    return state_of(current_app).store.spend(key, now + 180, now)


def _sealer() -> _stopple.Sealer:
    return _stopple.Sealer(*state_of(current_app).secrets(), "totp")


def _seal(accounts: Any, user: Any, secret: str) -> str:
    """Bound to its user: a secret that is copied into another row opens nothing."""
    return SEALED + _sealer().seal(accounts.users.user_key(user), secret)


def _open(accounts: Any, user: Any) -> Optional[str]:
    kept = getattr(user, "tf_totp_secret", None)
    if not kept:
        return None
    if str(kept).startswith(SEALED):
        return _sealer().open(accounts.users.user_key(user), str(kept)[len(SEALED) :])
    return str(kept)
