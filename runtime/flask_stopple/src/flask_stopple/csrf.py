"""CSRF tokens: for clients that send neither Sec-Fetch-Site nor Origin. What the headers say is judged in the core first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from flask import Request, current_app, request, session
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from . import _stopple
from .errors import CSRFError, WeakSecretKey

if TYPE_CHECKING:
    from .state import State

#: Where the secret lies in the session.
SECRET = "_csrf"

_NO_TOKEN = "The CSRF token is missing, and the client sent neither Sec-Fetch-Site nor Origin."
_NO_SESSION = "The CSRF token cannot be checked: the session ended, or its cookie was not sent."
_WRONG = "The CSRF token is not the one of this session."


def csrf_token() -> str:
    """The token of this session, under a new mask each time: a form field or a header of that name proves
    that the request comes from a page of ours."""
    if not current_app.secret_key and current_app.extensions["stopple"].settings["session"]:
        raise WeakSecretKey("SECRET_KEY is not set, and a CSRF token needs a session: `flask stopple keygen` makes one")
    secret = session.get(SECRET)
    masked = _stopple.mask_csrf(secret) if isinstance(secret, str) else None
    if masked is None:
        session[SECRET] = secret = _stopple.new_csrf_secret()
        masked = _stopple.mask_csrf(secret)
    assert masked is not None
    return masked


def show_cookie(response: Response) -> Response:
    """Puts the token into a cookie that scripts can read, wherever the browser has none that counts for its session."""
    state: State = current_app.extensions["stopple"]
    name = state.settings["csrf_cookie"]
    if not name or not current_app.secret_key:
        return response
    try:
        validate_csrf_token(request.cookies.get(name))
    except CSRFError:
        secure = request.scheme == "https"
        response.set_cookie(name, csrf_token(), secure=secure, httponly=False, samesite="Lax")
    return response


def csrf_field() -> Markup:
    """The hidden field of a form."""
    name = current_app.extensions["stopple"].settings["csrf_field"]
    return hidden_field(name, csrf_token())


def hidden_field(name: str, token: str) -> Markup:
    """The field of a token. Put together by hand: ``Markup.format`` would take a good part of what the guard costs."""
    return Markup(f'<input type="hidden" name="{escape(name)}" value="{escape(token)}">')


def csrf_meta() -> Markup:
    """The token for scripts of the page: ``document.querySelector('meta[name=csrf-token]').content``."""
    return Markup('<meta name="csrf-token" content="{}">').format(csrf_token())


def renew_token() -> None:
    """A new secret: tokens that were given out before are worth nothing. Done at login and logout."""
    session.pop(SECRET, None)
    for name in current_app.extensions["stopple"].token_names:
        session.pop(name, None)


def validate_csrf_token(token: Optional[str]) -> None:
    """Proves a token. Raises :class:`CSRFError`."""
    if not token:
        raise CSRFError(_NO_TOKEN, reason="no-token")
    secret = session.get(SECRET)
    if not isinstance(secret, str):
        raise CSRFError(_NO_SESSION, reason="no-session")
    try:
        _stopple.verify_csrf(token, secret)
    except ValueError:
        raise CSRFError(_WRONG, reason="wrong-token") from None


def is_proved(state: State, asked: Request) -> bool:
    """Whether a request carries our token."""
    try:
        validate_csrf_token(submitted_token(state, asked))
    except CSRFError:
        return False
    return True


def protect() -> None:
    """Checks the present request by hand, whatever exempts its view. Raises :class:`CSRFError`."""
    state: State = current_app.extensions["stopple"]
    state.check_forgery(request.environ)


def submitted_token(state: State, asked: Request) -> Optional[str]:
    """The token that a request carries: in a header, a form field, a JSON body. The body is read last, for it may be large."""
    for name in state.settings["csrf_headers"]:
        token = asked.headers.get(name)
        if token:
            return token
    field = state.settings["csrf_field"]
    token = asked.form.get(field)
    if token:
        return token
    if asked.is_json:
        body: Any = asked.get_json(silent=True)
        found = body.get(field) if isinstance(body, dict) else None
        return found if isinstance(found, str) else None
    return None
