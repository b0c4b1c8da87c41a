"""Links in mails: sealed, for one purpose, for a short time, once, and not beyond a change of the password.

A link carries all that it needs, encrypted under the application's key, so nothing is written when one is asked for.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

from flask import current_app, g, url_for

from .. import _stopple
from ..extension import state_of
from .forms import Refused

if TYPE_CHECKING:
    from .extension import Accounts

#: Under this name a request remembers which links it used up.
_SPENT = "_stopple_links"

#: What is read of a user who is not there; as long as what is read of one who is.
_NOBODY = "nobody".ljust(40)


class Opened(NamedTuple):
    """What was in a link."""

    purpose: str
    #: The key of its user; empty in a link for somebody who is none yet.
    user: str
    #: What the account looked like: a link of before a change is worth nothing.
    stamp: str
    #: Names this one link; it can be spent once.
    nonce: str
    ends: int
    facts: dict[str, Any]


class Links:
    """The links of one application."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    # -- making ------------------------------------------------------------------------------------------------------

    def token(self, purpose: str, user: Any, seconds: float, **facts: Any) -> str:
        """The sealed text for a user, or with ``None`` for somebody who is none. It takes as long for both."""
        kept = {
            "u": self._accounts.users.user_key(user) if user is not None else "",
            "s": self.stamp(user),
            "n": _stopple.new_token()[:22],
            "e": int(time.time() + seconds),
            "f": facts,
        }
        return self._sealer(purpose).seal(purpose, json.dumps(kept, separators=(",", ":")))

    def url(self, endpoint: str, token: str) -> str:
        """The address that stands in the mail. In the query, for what is logged of a request is its path."""
        return url_for(f"accounts.{endpoint}", token=token, _external=True)

    def stamp(self, user: Any) -> str:
        """What the account looks like now. It is new after a change of password, address or state."""
        users = self._accounts.users
        # Of nobody as much is read as of a user: the time must not tell which it was.
        seen = [users.user_key(user) if user is not None else "0", *(str(getattr(user, name, _NOBODY)) for name in ("password", "email", "active", "fs_uniquifier"))]
        return _stopple.fingerprint(json.dumps(seen))

    # -- opening -----------------------------------------------------------------------------------------------------

    def look(self, purpose: str, token: str) -> Opened:
        """What is in a link, without spending it: scanners of mail open links too. Raises :class:`Refused`."""
        text = self._sealer(purpose).open(purpose, token) if token else None
        try:
            kept = json.loads(text) if text is not None else None
            opened = Opened(purpose, kept["u"], kept["s"], kept["n"], int(kept["e"]), dict(kept["f"])) if kept else None
        except (ValueError, KeyError, TypeError):
            opened = None
        if opened is None or opened.ends <= time.time():
            raise self.refused()
        return opened

    def user(self, opened: Opened) -> Any:
        """The user of a link, as long as the account is what it was. Raises :class:`Refused`."""
        user = self._accounts.users.user_by_key(opened.user) if opened.user else None
        self.require_same(opened, user)
        return user

    def require_same(self, opened: Opened, user: Optional[Any]) -> None:
        """Raises :class:`Refused` where the account changed since the link was made."""
        if user is None or not _stopple.is_same(self.stamp(user), opened.stamp):
            raise self.refused()

    def spend(self, opened: Opened) -> None:
        """Uses a link up: the first who does may go on. Raises :class:`Refused` for everybody else."""
        now = int(time.time())
        store = state_of(current_app).store
        mark = f"link:{opened.purpose}:{opened.nonce}"
        if not store.spend(mark, opened.ends + 60, now):
            raise self.refused()
        g.setdefault(_SPENT, []).append(mark)

    @staticmethod
    def give_back() -> None:
        """Has the links that this request used up work again, because the database went away. Either nothing was done with them; or it was, and
        the account has another stamp by now, or is there: then they are refused for that."""
        for mark in g.pop(_SPENT, ()):
            state_of(current_app).store.give_back(mark)

    def refused(self) -> Refused:
        """A link that does not work. One sentence for all: why it does not is nobody's business."""
        return Refused(self._accounts.texts.say("This link does not work any more. Please ask for a new one."), "token")

    @staticmethod
    def _sealer(purpose: str) -> _stopple.Sealer:
        return _stopple.Sealer(*state_of(current_app).secrets(), f"accounts:{purpose}")
