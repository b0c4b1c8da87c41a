"""``SECURITY_CSRF_COOKIE_NAME``: the CSRF token in a cookie that scripts read, and send back in ``SECURITY_CSRF_HEADER``."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, request, session
from wtforms import ValidationError

from ... import login
from .. import flask_wtf_csrf as csrf
from .answers import someone_is_logged_in
from .sessions import CSRF_COOKIE
from .settings import AUTHN_MECHANISMS, PREFIX, value


def install(app: Flask) -> None:
    """Judges what the settings say of CSRF, and puts the cookie on answers. ``CSRFProtect`` has to be there before."""
    if not app.config.get("WTF_CSRF_ENABLED", True):
        return
    protect = app.extensions.get("csrf")
    by_default = app.config.get("WTF_CSRF_CHECK_DEFAULT", True)
    if value("CSRF_PROTECT_MECHANISMS", app) != AUTHN_MECHANISMS:
        if protect is None:
            raise ValueError("CsrfProtect not part of application: SECURITY_CSRF_PROTECT_MECHANISMS needs CSRFProtect(app) before Security(app)")
        if by_default:
            raise ValueError("for SECURITY_CSRF_PROTECT_MECHANISMS WTF_CSRF_CHECK_DEFAULT must be set to False: it would never be asked")
    if value("CSRF_IGNORE_UNAUTH_ENDPOINTS", app) and protect is not None and by_default:
        raise ValueError("for SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS WTF_CSRF_CHECK_DEFAULT must be set to False: it would never be asked")
    cookie = value("CSRF_COOKIE", app)
    if cookie and cookie.get("key"):
        # The name of before.
        app.config[PREFIX + "CSRF_COOKIE"] = {name: said for name, said in cookie.items() if name != "key"}
        app.config[PREFIX + "CSRF_COOKIE_NAME"] = cookie["key"]
    if value("CSRF_COOKIE_NAME", app):
        if protect is None:
            raise ValueError("SECURITY_CSRF_COOKIE_NAME needs CSRFProtect(app): nobody would read the header")
        app.after_request(_write)
    header = value("CSRF_HEADER", app)
    if protect is not None and header and header not in app.config["WTF_CSRF_HEADERS"]:
        app.config["WTF_CSRF_HEADERS"] = [*app.config["WTF_CSRF_HEADERS"], header]


def _write(response: Any) -> Any:
    name, how = value("CSRF_COOKIE_NAME"), value("CSRF_COOKIE")
    what = session.get(CSRF_COOKIE)
    if not what:
        # A remembered login has no login page that would have said it.
        if not (login.login_remembered() and someone_is_logged_in()):
            return response
        what = "set"
    if what == "clear":
        kept = {key: how[key] for key in ("path", "domain", "secure", "httponly", "samesite") if key in how}
        response.delete_cookie(name, **kept)
        session.pop(CSRF_COOKIE)
        return response
    if what == "set":
        session[CSRF_COOKIE] = "sent"
    elif not value("CSRF_COOKIE_REFRESH_EACH_REQUEST") and not _has_ended(name):
        return response
    response.set_cookie(name, value=csrf.generate_csrf(), **how)
    return response


def _has_ended(name: str) -> bool:
    """Whether the token that the browser has is too old."""
    token = request.cookies.get(name)
    if not current_app.config.get("WTF_CSRF_TIME_LIMIT") or not token:
        return False
    try:
        csrf.validate_csrf(token)
    except ValidationError:
        return True
    return False
