"""Guessing: how often a password or a code may be tried, and who is told.

Three counts, and a try has to pass those that are meant for it. **The address** that tries, over all accounts: it holds who tries one password
at many accounts. **The account**, by browsers that it does not know: it holds who tries from many addresses. **A browser that the account
knows**, because it logged in there once and has a sealed cookie that says so: it counts for itself, whatever strangers do. So nobody who tries
locks the owner out, and an owner at a new browser in the middle of an attack logs in by a mailed link, which is no guess.

The windows of a rate grow, and so do the delays. Counts lie in the guard's store, so workers count together and a restart forgets nothing.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Optional

from flask import after_this_request, current_app, g, request
from werkzeug.wrappers import Response

from .. import _stopple, audit, signals
from ..errors import SettingError
from ..limits import network, take
from .cookies import SealedCookie
from .events import happened
from .forms import Refused

if TYPE_CHECKING:
    from .extension import Accounts

#: The cookie of a browser that is known: for each account that logged in there, what its guesses are counted by.
KNOWN = SealedCookie("known", "accounts:known")


class Guessing:
    """The counts of one application."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._limiters = {name: _limiter(name, accounts.settings[name]) for name in ("login_rate", "account_rate", "mail_rate", "ask_rate")}
        self._code = _stopple.Limiter("5/hour")

    # -- before a try ------------------------------------------------------------------------------------------------

    def count(self, user: Optional[Any], named: str) -> None:
        """Counts a try at an account that ``named`` names, whether or not there is one. Raises :class:`Refused` (429)."""
        account = self._account(user, named)
        known = self._known(user)
        # An account that is not there has the same counts under the same rates: they tell nothing.
        if known is not None:
            self._take("account_rate", f"known\0{account}\0{known}")
        else:
            self._take("login_rate", f"login\0{network(request.remote_addr)}")
            self._take("account_rate", f"account\0{account}")

    def count_code(self, nonce: str) -> None:
        """Counts a try at one mailed code: five, and it is worth nothing."""
        allowed, headers = take(self._code, self._store(), f"code\0{nonce}")
        if not allowed:
            raise self._refused("code", headers)

    def count_asking(self) -> None:
        """Counts a request for a mail, by the address that asks. Raises :class:`Refused` (429)."""
        self._take("ask_rate", f"ask\0{network(request.remote_addr)}")

    def may_write_to(self, address: str) -> bool:
        """Whether one more mail may go to an address; what is beyond is dropped without a word to who asked."""
        limiter = self._limiters["mail_rate"]
        key = f"mail\0{_stopple.fingerprint(address.lower())}"
        allowed, _ = take(limiter, self._store(), key)
        return allowed

    def _take(self, rate: str, key: str) -> None:
        allowed, headers = take(self._limiters[rate], self._store(), f"accounts\0{key}")
        if not allowed:
            raise self._refused(rate, headers)

    def _refused(self, rate: str, headers: list[tuple[str, str]]) -> Refused:
        signals.rate_exceeded.send(current_app._get_current_object(), limit=rate)  # type: ignore[attr-defined]
        audit.event("rate_exceeded", level=logging.WARNING, limit=rate)
        say = self._accounts.texts.say
        return Refused(say("Too many attempts. Please wait a little, or use a link by e-mail."), status=429, headers=dict(headers))

    # -- after a try -------------------------------------------------------------------------------------------------

    def failed(self, user: Optional[Any], named: str) -> None:
        """A wrong password or code. After so many in a day the owner is told, once a day."""
        happened("login_failed", user, level=logging.WARNING)
        most = self._accounts.settings["notify_guessing"]
        account = self._account(user, named)
        if most > 0:
            # Counted for everybody who could be there, so that the time is the same.
            allowed, _ = take(_stopple.Limiter(f"{most}/day"), self._store(), f"accounts\0failed\0{account}")
            day = int(time.time()) // 86_400
            if not allowed and self._store().spend(f"guessing:{account}:{day}", (day + 2) * 86_400, int(time.time())) and user is not None:
                self._accounts.mail.send("guessing", user)

    def passed(self, user: Any) -> bool:
        """A login. From now on the browser is known; says whether it was before."""
        was = self._known(user) is not None
        if not was:
            self._make_known(user)
        return was

    def welcome(self, user: Any) -> None:
        """Knows the browser of a user who showed in another way that they are the owner, as by a link."""
        if self._known(user) is None:
            self._make_known(user)
        after_this_request(self.write)

    # -- browsers that are known -------------------------------------------------------------------------------------

    def _known(self, user: Optional[Any]) -> Optional[str]:
        """What names this browser for an account, if it logged in there before."""
        kept = KNOWN.read()
        if kept is None or user is None:
            return None
        nonce = kept.get(self._accounts.users.user_key(user))
        return str(nonce) if nonce else None

    def _make_known(self, user: Any) -> None:
        # A family's browser knows a few; more would not fit.
        known = dict(list((KNOWN.read() or {}).items())[-7:])
        g._stopple_known = {**known, self._accounts.users.user_key(user): _stopple.new_token()[:16]}

    def write(self, response: Response) -> Response:
        """Puts the cookie on an answer."""
        known = g.pop("_stopple_known", None)
        if known is not None:
            KNOWN.write(response, known, int(self._accounts.settings["known_days"] * 86_400))
        return response

    def _account(self, user: Optional[Any], named: str) -> str:
        """What is counted as one account: who is meant, or the text that means nobody."""
        return f"u{self._accounts.users.user_key(user)}" if user is not None else f"n{_stopple.fingerprint(named.strip().lower())}"

    @staticmethod
    def _store() -> Any:
        return current_app.extensions["stopple"].store


def _limiter(name: str, rate: str) -> _stopple.Limiter:
    try:
        return _stopple.Limiter(rate)
    except ValueError as error:
        raise SettingError(f"{name}: {error}") from None
