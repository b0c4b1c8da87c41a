"""Passwords: hashed with Argon2id, judged by NIST 800-63B, and brought up to date when their owners log in."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

from .. import _stopple
from . import breached
from .forms import Refused

if TYPE_CHECKING:
    from .extension import Accounts

logger = logging.getLogger("stopple")

#: As Flask-Security normalises, so that its hashes verify (NIST 800-63B 3.1.1.2 allows either of NFKC and NFKD).
NORMAL = "NFKD"


def _new_turns() -> threading.BoundedSemaphore:
    """So many passwords are hashed at once in a process: on all processors but one, which is left to everybody who does not log in. The others wait; what
    they would gain by sharing a processor is nothing, and what each takes of memory is much."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return threading.BoundedSemaphore(max(1, processors - 1))


_turns = _new_turns()


def _after_fork() -> None:
    """A thread that is not here may have had a turn."""
    global _turns
    _turns = _new_turns()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class Verdict(NamedTuple):
    """Whether a password was right, and the hash to keep in the place of the old one, where that is out of date."""

    right: bool
    renewed: Optional[str] = None


class Passwords:
    """The passwords of one application."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        cost = accounts.settings["argon2"]
        try:
            self._cost = int(cost["memory_kib"]), int(cost["iterations"]), int(cost["lanes"])
        except (KeyError, ValueError, TypeError):
            from ..errors import SettingError

            raise SettingError(f"argon2 is {{'memory_kib': 19456, 'iterations': 2, 'lanes': 1}}, not {cost!r}") from None
        self._nobody: Optional[str] = None

    # -- hashing -----------------------------------------------------------------------------------------------------

    def hash(self, password: str) -> str:
        """The hash to keep."""
        normal = _stopple.normalise_password(password, NORMAL)
        with _turns:
            return _stopple.hash_password(normal, *self._cost)

    def verify(self, stored: Optional[str], password: str) -> Verdict:
        """Compares a password with what is kept. For a user who is not there (``None``) it takes as long as for one who is (ASVS 6.3.8)."""
        if len(password) > self._accounts.settings["password_maximum"] * 4:
            # Nobody has it; the time is that of every other wrong one.
            password = password[:64]
            stored = None
        wanted = stored if stored else self._hash_of_nobody()
        normal = _stopple.normalise_password(password, NORMAL)
        right = self._is(normal, wanted)
        if normal != password:
            # Others did not normalise. Asked in any case, for the time must not tell which it was.
            right |= self._is(password, wanted)
        salt = self._accounts.settings["password_salt"]
        doubled = False
        if salt is not None:
            # Also where the first was right: the time is the same for all.
            doubled = self._is(_stopple.hmac_password(normal, salt), wanted) and not right
            right |= doubled
        if not right or not stored:
            return Verdict(False)
        if doubled or _stopple.password_needs_rehash(stored, *self._cost):
            return Verdict(True, self.hash(password))
        return Verdict(True)

    @staticmethod
    def _is(password: str, stored: str) -> bool:
        try:
            with _turns:
                return _stopple.verify_password(password, stored)
        except ValueError:
            # Plain text, or what nobody knows: it opens nothing. The owner of the account gets in by a new password.
            logger.error("a user's password is kept in a form that is not known, so it opens nothing; they can reset it")
            return False

    def _hash_of_nobody(self) -> str:
        if self._nobody is None:
            self._nobody = self.hash(_stopple.new_token())
        return self._nobody

    # -- judging -----------------------------------------------------------------------------------------------------

    def judge(self, password: str, user: Any = None, words: tuple[str, ...] = ()) -> list[str]:
        """What is wrong with a password that somebody wants to have; empty if nothing is."""
        settings, say = self._accounts.settings, self._accounts.texts.say
        if len(password) > settings["password_maximum"]:
            return [say("This password is too long: at most {most} characters.", most=settings["password_maximum"])]
        normal = _stopple.normalise_password(password, NORMAL)
        reason = _stopple.judge_password(normal, settings["password_minimum"], self.words(user, words))
        if reason == "short":
            return [say("This password is too short: at least {least} characters.", least=settings["password_minimum"])]
        if reason == "common" or normal.casefold() in {str(refused).casefold() for refused in settings["password_refused"]}:
            return [say("This password is one of those that are tried first. Please choose another.")]
        if reason == "context":
            return [say("This password is made of your name, your address or the name of this site. Please choose another.")]
        if reason is not None:
            return [say("This password cannot be used. Please choose another.")]
        if settings["password_check"] is not None:
            said = settings["password_check"](password, user)
            if said:
                return [str(said)]
        if settings["password_breached"] and breached.is_known(normal, settings):
            return [say("This password stands in a list of stolen passwords. Please choose another.")]
        return []

    def require_good(self, password: str, user: Any = None, words: tuple[str, ...] = (), field: str = "password") -> None:
        """Raises :class:`~flask_stopple.accounts.Refused` for a password that nobody should have."""
        wrong = self.judge(password, user, words)
        if wrong:
            raise Refused.of({field: wrong})

    def words(self, user: Any = None, more: tuple[str, ...] = ()) -> list[str]:
        """Words that a password may not consist of: the site's, the user's."""
        found = [self._accounts.site_name, *map(str, self._accounts.settings["password_words"]), *more]
        for column in ("email", "username"):
            value = getattr(user, column, None)
            if value:
                found.append(str(value))
        # An address is also its two halves.
        for word in list(found):
            if "@" in word:
                found.extend(word.split("@", 1))
        # In the same form as the password that is held against them.
        return [_stopple.normalise_password(word, NORMAL) for word in dict.fromkeys(found) if len(word) >= 3]

    def strength(self, password: str, user: Any = None) -> tuple[int, str]:
        """From 0 to 4, and a hint in English."""
        cut = password[: self._accounts.settings["password_maximum"]]
        return _stopple.password_strength(_stopple.normalise_password(cut, NORMAL), self.words(user))
