"""Who showed the first factor: asked for a second one, or logged in."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Optional, Union

from flask import after_this_request, current_app, g, request, session
from werkzeug.wrappers import Response

from .. import _stopple, login, sessions
from . import browsers, factors
from .answers import Answer
from .events import happened
from .forms import Refused
from .identity import is_active
from .stores import AlreadyThere, now

if TYPE_CHECKING:
    from .extension import Accounts


def after_first_factor(accounts: Accounts, user: Any, remember: bool, how: str, to: Optional[str] = None) -> Union[Answer, Response]:
    """Goes on with a user who showed a password, a link or a code: to the second factor, or in. ``to`` is a path of this site that was
    kept for them; without it the request says where they wanted to go."""
    if not is_active(user):
        # Whoever was switched off learns nothing that a stranger would not.
        raise refused(accounts)
    if how == "password" and must_confirm(accounts, user):
        send_confirmation(accounts, user)
        raise Refused(accounts.texts.say("Your e-mail address has to be confirmed first. We have sent you a link."))
    second = factors.begin(accounts, user, remember, to)
    if second is not None:
        happened("login_second_factor", user, how=how)
        return second
    return log_in(accounts, user, remember, how, to)


def log_in(accounts: Accounts, user: Any, remember: bool, how: str, to: Optional[str] = None) -> Answer:
    """Logs in who showed everything that is asked for."""
    users = accounts.users
    key, seen = g.pop("_stopple_saw", (None, None))
    if key != users.user_key(user):
        seen = accounts.links.stamp(user)
    locked = users.lock_user(user)
    if locked is None or not _stopple.is_same(accounts.links.stamp(locked), seen) or not is_active(locked):
        # The password was changed, or the user switched off, while this request was being judged.
        raise refused(accounts)
    user = locked
    is_first = not getattr(user, "login_count", None) or how in ("register", "invitation")
    track(accounts, user)
    # A store of one's own need not tell the two apart.
    getattr(users, "commit_locked", users.commit)()
    login.login_user(user, remember=remember and accounts.settings["remember"])
    was_known = accounts.guessing.passed(user)
    after_this_request(accounts.guessing.write)
    if accounts.settings["notify_browser"] and not was_known and how == "password" and not is_first:
        accounts.mail.send("browser", user, browser=browsers.in_words(request.user_agent.string) or "?", at=request.remote_addr)
    return Answer(to=to or login.safe_next(accounts.home()), data={"user": described(accounts, user)})


def saw(accounts: Accounts, user: Any) -> None:
    """Notes what the account looked like when it was compared with what was shown: :func:`log_in` looks whether it still does. For nobody
    it does as much."""
    g._stopple_saw = accounts.users.user_key(user) if user is not None else None, accounts.links.stamp(user)


def refused(accounts: Accounts) -> Refused:
    """The one sentence for every login that fails, whatever was wrong (ASVS 6.3.8)."""
    return Refused(accounts.texts.say("The name or the password is wrong."))


def described(accounts: Accounts, user: Any) -> dict[str, Any]:
    """What a user may see of themselves in an answer."""
    seen = {"id": accounts.users.user_key(user)}
    for column in ("email", "username"):
        if accounts.users.has(user, column) and getattr(user, column):
            seen[column] = getattr(user, column)
    return seen


def track(accounts: Accounts, user: Any) -> None:
    """When and from where, as far as there are columns for it."""
    at = now()
    has = accounts.users.has
    if has(user, "current_login_at"):
        if has(user, "last_login_at"):
            user.last_login_at = user.current_login_at or at
        user.current_login_at = at
    if has(user, "current_login_ip"):
        if has(user, "last_login_ip"):
            user.last_login_ip = user.current_login_ip or request.remote_addr
        user.current_login_ip = request.remote_addr
    if has(user, "login_count"):
        user.login_count = (user.login_count or 0) + 1


def must_confirm(accounts: Accounts, user: Any) -> bool:
    """Whether a user has to prove the address before anything else."""
    return (
        bool(accounts.settings["confirm"])
        and not accounts.settings["unconfirmed"]
        and accounts.users.has(user, "confirmed_at")
        and user.confirmed_at is None
    )


def confirm(accounts: Accounts, user: Any) -> None:
    """Notes that the address was proved: by a link that was sent there."""
    if accounts.users.has(user, "confirmed_at") and user.confirmed_at is None:
        user.confirmed_at = now()
        happened("confirmed", user)


def send_confirmation(accounts: Accounts, user: Any) -> None:
    """Sends the link that proves an address; with ``None`` it does as much."""
    seconds = accounts.settings["confirm_hours"] * 3600
    link = accounts.links.url("confirm", accounts.links.token("confirm", user, seconds))
    address = getattr(user, "email", None) if user is not None else None
    if accounts.guessing.may_write_to(address or "nobody"):
        accounts.mail.send("confirm", user, link=link, hours=accounts.settings["confirm_hours"])


def change_logins(accounts: Accounts, user: Any, reason: str) -> None:
    """Ends every login of a user whose row is locked, and writes what was changed with it. The guard's store is first: if it does not
    answer nothing is written; if then the database does not, who was logged in has to log in again, and no more."""
    ended = accounts.end_logins(user, reason)
    accounts.end_sessions(ended)
    accounts.users.commit()


def end_predecessor(accounts: Accounts, user: Any) -> None:
    """Ends what a deleted user left behind who had the number of a new one. Tables without ``fs_uniquifier`` know a session by the number
    alone, databases give numbers again, and rows may have been deleted past us."""
    id_ = accounts.users.session_id(user)
    if id_ == accounts.users.user_key(user):
        # Of before this second: the new user's own session begins in it.
        login.end_all_sessions(current_app.extensions["stopple"], id_, int(time.time()) - 1)


def stay(user: Any, remembered: bool) -> None:
    """Logs in anew who has just ended all their logins but this one."""
    login.login_user(user, remember=remembered)
    here = session._get_current_object()  # type: ignore[attr-defined]
    if isinstance(here, sessions.Session):
        # It begins after the moment at which all others ended.
        here.began = int(time.time()) + 1


def set_password(accounts: Accounts, user: Any, hashed: str, event: str) -> None:
    """Gives a locked user another password. All logins end with it (ASVS 7.4.3)."""
    user.password = hashed
    change_logins(accounts, user, "password")
    happened(event, user)
    accounts.mail.send("password_changed", user)


def require_password(accounts: Accounts, user: Any, password: str, field: str = "password") -> None:
    """Raises :class:`Refused` unless this is the user's password. A user without one has shown who they are by a fresh login."""
    if not getattr(user, "password", None):
        return
    key = accounts.users.user_key(user)
    accounts.guessing.count(user, key)
    if not accounts.passwords.verify(user.password, password).right:
        accounts.guessing.failed(user, key)
        raise Refused(accounts.texts.say("This is not your password."), field)


def unique(accounts: Accounts, field: str, text: str) -> None:
    """Writes, and refuses with ``text`` where somebody else was faster."""
    try:
        accounts.users.commit()
    except AlreadyThere:
        raise Refused(text, field) from None
