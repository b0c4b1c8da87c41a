"""How often codes may be tried (ASVS 6.6.3)."""

from __future__ import annotations

from typing import Any

from flask import current_app

from ... import _stopple
from ...extension import state_of
from ...limits import take
from ..forms import Refused


def count(accounts: Any, user: Any, what: str) -> None:
    """Counts a try, before it is judged: tries that arrive together are all counted. Raises ``Refused`` with 429.

    Who is counted gave the password already, or is logged in; so nobody else can use the limit against a user.
    """
    state = state_of(current_app)
    limiter = _stopple.Limiter(accounts.settings["factor_rate"])
    key = f"factor\0{what}\0{accounts.users.user_key(user)}"
    allowed, headers = take(limiter, state.rates, key)
    if not allowed:
        say = accounts.texts.say
        raise Refused(say("Too many codes were tried. Wait a while, or use another way."), "code", 429, dict(headers))
