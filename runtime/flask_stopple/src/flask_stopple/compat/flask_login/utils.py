"""The functions and decorators of Flask-Login, on the login of Stopple."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from functools import wraps
from typing import Any, Callable, Optional, TypeVar, Union, cast
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from flask import Blueprint, current_app, url_for

from ... import login
from ...login import confirm_login, current_user, login_fresh, logout_user

__all__ = [
    "confirm_login",
    "current_user",
    "decode_cookie",
    "encode_cookie",
    "expand_login_view",
    "fresh_login_required",
    "login_fresh",
    "login_remembered",
    "login_required",
    "login_url",
    "login_user",
    "logout_user",
    "make_next_param",
    "set_login_view",
]

View = TypeVar("View", bound=Callable[..., Any])


def login_user(
    user: Any, remember: bool = False, duration: Optional[timedelta] = None, force: bool = False, fresh: bool = True
) -> bool:
    """Logs a user in; see :func:`flask_stopple.login_user`."""
    if duration is not None and not isinstance(duration, timedelta):
        raise Exception(f"duration must be a datetime.timedelta, instead got: {duration}")
    return login.login_user(user, remember=remember, duration=duration, force=force, fresh=fresh)


def login_remembered() -> bool:
    """Whether the request brings a remember-me cookie of this application."""
    return login._presented(login._state()) is not None


def login_required(func: View) -> View:
    """Lets only logged-in users into a view. ``LOGIN_DISABLED`` in the configuration lets everybody in."""
    return _unless_disabled(func, login.login_required(func))


def fresh_login_required(func: View) -> View:
    """Lets only those in who logged in in this very session. ``LOGIN_DISABLED`` lets everybody in."""
    return _unless_disabled(func, login.fresh_login_required(func))


def _unless_disabled(view: View, guarded: View) -> View:
    @wraps(guarded)
    def decorated(*arguments: Any, **keywords: Any) -> Any:
        if current_app.config.get("LOGIN_DISABLED"):
            return current_app.ensure_sync(view)(*arguments, **keywords)
        return guarded(*arguments, **keywords)

    return cast(View, decorated)


def set_login_view(login_view: str, blueprint: Optional[Blueprint] = None) -> None:
    """Sets the page to log in at, of the application or of one blueprint."""
    manager = cast(Any, current_app).login_manager
    if blueprint is None:
        manager.login_view = login_view
    else:
        manager.blueprint_login_views[blueprint.name] = login_view


def expand_login_view(login_view: str) -> str:
    """The address of a view that is given by its endpoint or its address."""
    return login_view if login_view.startswith(("https://", "http://", "/")) else url_for(login_view)


def make_next_param(login_url: str, current_url: str) -> str:
    """The way back: a path, if the login page lies on the same site."""
    page, here = urlsplit(login_url), urlsplit(current_url)
    is_same = (not page.scheme or page.scheme == here.scheme) and (not page.netloc or page.netloc == here.netloc)
    return urlunsplit(("", "", here.path, here.query, "")) if is_same else current_url


def login_url(login_view: str, next_url: Optional[str] = None, next_field: str = "next") -> str:
    """The address of the login page with the way back. ``FORCE_HOST_FOR_REDIRECTS`` sets its host."""
    base = expand_login_view(login_view)
    if next_url is None:
        return base
    parts = urlsplit(base)
    query = parse_qs(parts.query, keep_blank_values=True)
    query[next_field] = [make_next_param(base, next_url)]
    host = current_app.config.get("FORCE_HOST_FOR_REDIRECTS") or parts.netloc
    return urlunsplit(parts._replace(netloc=host, query=urlencode(query, doseq=True)))


def encode_cookie(payload: str, key: Union[str, bytes, None] = None) -> str:
    """Signs a text, as applications do that use this function for cookies of their own. Stopple remembers nobody by it:
    such a text never ends."""
    return f"{payload}|{_cookie_digest(payload, key)}"


def decode_cookie(cookie: str, key: Union[str, bytes, None] = None) -> Optional[str]:
    """The text of :func:`encode_cookie`, or ``None`` for a wrong signature."""
    payload, bar, digest = cookie.rpartition("|")
    # As bytes, for a digest that is not ASCII is one that is wrong.
    if bar and hmac.compare_digest(_cookie_digest(payload, key).encode(), digest.encode()):
        return payload
    return None


def _cookie_digest(payload: str, key: Union[str, bytes, None] = None) -> str:
    return hmac.new(_secret_key(key), payload.encode(), hashlib.sha512).hexdigest()


def _secret_key(key: Union[str, bytes, None] = None) -> bytes:
    key = current_app.config["SECRET_KEY"] if key is None else key
    return key.encode("latin1") if isinstance(key, str) else cast(bytes, key)


def _user_context_processor() -> dict[str, Any]:
    return {"current_user": login._get_user()}
