"""Tokens: sealed, each for one purpose, with the moment at which they were made. Those that open something are spent once."""

from __future__ import annotations

import json
import time
from typing import Any, Optional

from flask import Flask, current_app
from itsdangerous import BadSignature, BadTimeSignature, SignatureExpired

from ... import _stopple
from ...state import State
from .proxies import _security
from .settings import DEFAULTS, value


class Serializer:
    """Makes and reads the tokens of one purpose. The methods are those of ``itsdangerous``; the contents are encrypted."""

    def __init__(self, app: Flask, purpose: str) -> None:
        salt = value(f"{purpose}_SALT", app, DEFAULTS.get(f"{purpose.upper()}_SALT"), strict=False)
        self._app, self._purpose = app, f"security:{purpose.lower()}:{salt}"

    def _sealer(self) -> _stopple.Sealer:
        state: State = self._app.extensions.get("stopple") or State(self._app)
        secret, fallbacks = state.secrets()
        return _stopple.Sealer(secret, fallbacks, self._purpose)

    def dumps(self, facts: Any) -> str:
        """A token with these facts."""
        kept = {"f": facts, "t": time.time(), "n": _stopple.new_token()[:22]}
        return self._sealer().seal(self._purpose, json.dumps(kept, separators=(",", ":")))

    def _open(self, token: Any) -> Optional[dict[str, Any]]:
        text = self._sealer().open(self._purpose, token) if isinstance(token, str) and token else None
        return json.loads(text) if text is not None else None

    def loads(self, token: Any, max_age: Optional[float] = None) -> Any:
        """The facts. Raises ``BadSignature``, and ``SignatureExpired`` for a token that is older than ``max_age`` seconds."""
        kept = self._open(token)
        if kept is None:
            raise BadTimeSignature("this token is not one of ours")
        if max_age is not None and not -1 <= time.time() - kept["t"] <= max_age:
            raise SignatureExpired("this token is too old")
        return kept["f"]

    def loads_unsafe(self, token: Any) -> tuple[bool, Any]:
        """Whether the token is ours, and its facts, however old it is."""
        kept = self._open(token)
        return kept is not None, kept["f"] if kept is not None else None

    def spend(self, token: Any, seconds: float) -> bool:
        """Uses a token up: ``True`` for the first who does."""
        kept = self._open(token)
        if kept is None:
            return False
        store = current_app.extensions["stopple"].store
        return bool(store.spend(f"{self._purpose}:{kept['n']}", int(kept["t"] + seconds) + 60, int(time.time())))


def check_and_get_token_status(token: Any, serializer_name: str, within: Any) -> tuple[bool, bool, Any]:
    """Whether a token has expired, whether it is invalid, and what is in it."""
    serializer = getattr(_security, f"{serializer_name}_serializer")
    try:
        return False, False, serializer.loads(token, max_age=within.total_seconds())
    except SignatureExpired:
        return True, False, serializer.loads_unsafe(token)[1]
    except (BadSignature, TypeError, ValueError):
        return False, True, None


# -- tokens that are about a user ------------------------------------------------------------------------------------


def token_for(purpose: str, user: Any, **facts: Any) -> str:
    """A token for a user, that ends when the account changes (password, address, state)."""
    machinery = _security.machinery
    kept = {"u": machinery.users.user_key(user), "s": machinery.links.stamp(user), **facts}
    return str(getattr(_security, f"{purpose}_serializer").dumps(kept))


def user_of(purpose: str, token: Any, within: Any) -> tuple[bool, bool, Any, dict[str, Any]]:
    """Whether a token has expired, whether it is invalid, its user, and what else is in it. No user without a valid token."""
    expired, invalid, facts = check_and_get_token_status(token, purpose, within)
    if invalid or not isinstance(facts, dict):
        return expired, invalid or not expired, None, {}
    machinery = _security.machinery
    user = machinery.users.user_by_key(str(facts.get("u", "")))
    if user is None or not _stopple.is_same(machinery.links.stamp(user), str(facts.get("s", ""))):
        return expired, True, None, {}
    return expired, False, user, facts


def alone_with(user: Any) -> bool:
    """Has nobody else change this user before this request commits, and says whether the account is still what it was when the request read it:
    of two who come at once, with whatever links or codes, the second one sees what the first one did."""
    machinery = _security.machinery
    seen = machinery.links.stamp(user)
    locked = machinery.users.lock_user(user)
    return locked is not None and bool(_stopple.is_same(machinery.links.stamp(locked), seen))
