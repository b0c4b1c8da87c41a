"""Logging in and out, and how fresh a login is."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any, Optional, Sequence

from flask import after_this_request, current_app, g, request, session

from ... import _stopple, login
from ..flask_wtf_csrf import _field
from . import signals
from .clock import naive_utcfromtimestamp, naive_utcnow
from .proxies import _datastore, _security
from .settings import value

#: When somebody last showed who they are, and until when nobody asks again.
SHOWN_AT, GRACE_UNTIL = "fs_paa", "fs_gexp"
#: What has to happen to the cookie with the CSRF token.
CSRF_COOKIE = "fs_cc"
#: Names this login: the tokens that are made in it end with it.
LOGIN = "fs_sid"

_OURS = (SHOWN_AT, GRACE_UNTIL, LOGIN, "fs_oauth_next", "identity.name", "identity.auth_type")


def get_request_attr(name: str) -> Any:
    """A fact of this request: ``fs_authn_via`` is ``session``, ``token`` or ``basic``."""
    return getattr(g, name, None)


def set_request_attr(name: str, value: Any) -> None:
    """Notes a fact of this request."""
    setattr(g, name, value)


def is_user_authenticated(user: Any) -> bool:
    """Whether somebody is logged in; ``current_user`` may be ``None`` under ``SECURITY_ANONYMOUS_USER_DISABLED``."""
    return bool(user) and bool(user.is_authenticated)


def login_user(user: Any, remember: Optional[bool] = None, authn_via: Optional[Sequence[str]] = None) -> bool:
    """Logs a user in; ``authn_via`` says what they showed. ``False`` for one who is switched off. The datastore has to commit
    what ``SECURITY_TRACKABLE`` wrote."""
    remembered = value("DEFAULT_REMEMBER_ME") if remember is None else remember
    # As itself: what is kept of this request must not depend on the proxy.
    user = user._get_current_object() if hasattr(user, "_get_current_object") else user
    if not login.login_user(user, remember=bool(remembered)):
        return False
    if _security.trackable:
        _track(user)
    session[CSRF_COOKIE] = "set"
    session[SHOWN_AT] = time.time()
    session[LOGIN] = _stopple.new_token()[:22]
    session.pop(GRACE_UNTIL, None)
    g.pop(_field(None), None)
    set_request_attr("fs_authn_via", "session")
    set_request_attr(SHOWN_AT, session[SHOWN_AT])
    guessing = _security.machinery.guessing
    # From now on what strangers guess does not count against this browser.
    guessing.passed(user)
    after_this_request(guessing.write)
    signals.send(signals.user_authenticated, user=user, authn_via=authn_via)
    return True


def _track(user: Any) -> None:
    now, address = _security.datetime_factory(), request.remote_addr or None
    user.last_login_at, user.last_login_ip = user.current_login_at or now, user.current_login_ip
    user.current_login_at, user.current_login_ip = now, address
    user.login_count = (user.login_count or 0) + 1
    _datastore.put(user)


def logout_user() -> None:
    """Logs the user out, here and on the server: copies of the session's cookie and the tokens made in it are worth nothing."""
    here = session.get(LOGIN)
    if here is not None:
        now = int(time.time())
        _store().end_session(str(here).encode(), now + _longest_token(), now)
    for key in _OURS:
        session.pop(key, None)
    name = _field(None)
    session.pop(name, None)
    g.pop(name, None)
    session[CSRF_COOKIE] = "clear"
    if value("REFRESH_TOKEN") and value("REFRESH_TOKEN_COOKIE_NAME"):
        from .tokens import forget_refresh_cookie

        forget_refresh_cookie()
    login.logout_user()


def is_logged_out(login_name: str) -> bool:
    """Whether the login in which a token was made has ended."""
    return bool(_store().is_session_ended(login_name.encode(), None, 0, int(time.time())))


def _longest_token() -> int:
    age = value("TOKEN_MAX_AGE")
    return int(age.total_seconds()) + 60 if age is not None else 10 * 365 * 86_400


def _store() -> Any:
    return current_app.extensions["stopple"].store


def end_logins(user: Any) -> None:
    """Ends all sessions, remembered logins and tokens of a user, who then has a new ``fs_uniquifier``."""
    was = user.get_id()
    _datastore.set_uniquifier(user)
    _datastore.commit()
    login.logout_everywhere(was)


def stay_logged_in(user: Any, remember: bool, authn_via: Sequence[str]) -> None:
    """Logs in anew who has just ended all their logins but this one."""
    if login_user(user, remember=remember, authn_via=authn_via):
        here = session._get_current_object()  # type: ignore[attr-defined]
        if hasattr(here, "began"):
            # It begins after the moment at which all others ended.
            here.began = int(time.time()) + 1


# -- freshness -------------------------------------------------------------------------------------------------------


def check_and_update_authn_fresh(within: timedelta, grace: timedelta, method: Optional[str] = None) -> bool:
    """Whether somebody showed who they are within this time, or passed such a check within the grace. A negative time asks nothing;
    HTTP Basic shows it with every request."""
    if method == "basic" or within.total_seconds() < 0:
        return True
    shown = get_request_attr(SHOWN_AT)
    if not shown:
        return False
    now = naive_utcnow()
    until = int((now + grace).timestamp())
    if session.get(GRACE_UNTIL) and now.timestamp() < session[GRACE_UNTIL]:
        session[GRACE_UNTIL] = until
        return True
    # Clocks drift, and a moment that lies far ahead is none.
    if abs(now - naive_utcfromtimestamp(shown)) < within:
        session[GRACE_UNTIL] = until
        return True
    return False


def show_again() -> None:
    """Notes that the user has just shown who they are."""
    session[SHOWN_AT] = time.time()
    set_request_attr(SHOWN_AT, session[SHOWN_AT])
