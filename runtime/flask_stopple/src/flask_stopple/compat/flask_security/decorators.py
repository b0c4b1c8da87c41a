"""Guards of views, under the names of Flask-Security."""

from __future__ import annotations

import datetime
from functools import wraps
from typing import Any, Callable, Optional, TypeVar, Union, cast

from flask import Response, abort, current_app, g, redirect, request

from ... import login
from ...errors import CSRFError as _Forgery
from ..flask_login import login_required
from . import signals
from .answers import do_flash, refuse_json, wants_json
from .identities import lookup_identity
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import _simplify_url, get_url, url_for_security
from .sessions import check_and_update_authn_fresh, get_request_attr, is_user_authenticated, set_request_attr
from .settings import value

__all__ = [
    "anonymous_user_required",
    "auth_required",
    "auth_token_required",
    "handle_csrf",
    "http_auth_required",
    "login_required",
    "permissions_accepted",
    "permissions_required",
    "roles_accepted",
    "roles_required",
    "unauth_csrf",
]

View = TypeVar("View", bound=Callable[..., Any])

#: In this order, however a view names them.
_ORDER = ("token", "session", "basic")


# -- answers to who may not come in ----------------------------------------------------------------------------------


def default_unauthn_handler(mechanisms: Any = None, headers: Optional[dict[str, str]] = None) -> Any:
    """The answer to nobody: the login page, or 401."""
    signals.send(signals.user_unauthenticated)
    text, category = get_message("UNAUTHENTICATED")
    if wants_json():
        return refuse_json(text, 401, headers)
    if headers and "WWW-Authenticate" in headers:
        return Response(text, 401, headers)
    do_flash(text, category)
    return _to_page("login")


def default_reauthn_handler(within: datetime.timedelta, grace: datetime.timedelta) -> Any:
    """The answer to who showed too long ago who they are: the page to show it again, or 401."""
    text, category = get_message("REAUTHENTICATION_REQUIRED")
    if wants_json():
        glue = getattr(_security, "oauthglue", None)
        return refuse_json(
            text,
            401,
            reauth_required=True,
            unified_signin_enabled=value("UNIFIED_SIGNIN"),
            has_webauthn_verify_credential=_security.has_passkey(login.current_user, value("WAN_ALLOW_AS_VERIFY")),
            oauth_enabled=value("OAUTH_ENABLE"),
            oauth_providers=glue.provider_names if glue else [],
        )
    do_flash(text, category)
    return _to_page("us_verify" if value("UNIFIED_SIGNIN") else "verify")


def _to_page(name: str) -> Any:
    """A redirect to one of our pages, with the way back."""
    back = _simplify_url(url_for_security(name, _external=True), request.url)
    return redirect(url_for_security(name, next=back))


def default_unauthz_handler(func_name: str, params: Any) -> Any:
    """The answer to who lacks a role or permission: ``SECURITY_UNAUTHORIZED_VIEW``, or 403."""
    text, category = get_message("UNAUTHORIZED")
    if wants_json():
        return refuse_json(text, 403)
    view = value("UNAUTHORIZED_VIEW")
    place = view() if callable(view) else get_url(view)
    if not place:
        abort(403)
    do_flash(text, category)
    return redirect(place)


# -- who is there ----------------------------------------------------------------------------------------------------


def _by_token() -> bool:
    """Whether the request brings a token. It is then the token's, whatever cookies come with it."""
    user = _security.login_manager.request_callback(request)
    if not is_user_authenticated(user):
        return False
    g._login_user = user
    g._login_of_request_alone = True
    return True


def _by_session() -> bool:
    return is_user_authenticated(login.current_user) and get_request_attr("fs_authn_via") == "session"


def _by_password() -> bool:
    """Whether the request brings a name and its password (RFC 7617)."""
    shown = request.authorization
    if shown is None or shown.type != "basic" or not shown.username:
        return False
    user = lookup_identity(shown.username)
    if not _security.count_try(user, shown.username, shown.password or ""):
        return False
    if user is None or not user.is_active:
        return False
    plugins = _security.two_factor_plugins
    if plugins is not None and plugins.is_needed(user):
        # A password alone is not enough for them (ASVS 6.3.4); a token is.
        return False
    _datastore.commit()
    g._login_user = user
    g._login_of_request_alone = True
    return True


_WAYS: dict[str, Callable[[], bool]] = {"token": _by_token, "session": _by_session, "basic": _by_password}


# -- CSRF ------------------------------------------------------------------------------------------------------------


def _csrf_is_judged_elsewhere() -> bool:
    """Whether the application has no CSRF check, or it has been done: our forms then check their own token."""
    return not current_app.config.get("WTF_CSRF_ENABLED", False) or "csrf" not in current_app.extensions or g.get("csrf_valid", False)


def _protect() -> Any:
    try:
        current_app.extensions["csrf"].protect()
    except _Forgery as error:
        if wants_json():
            return refuse_json(str(error.description), 400)
        raise
    return None


def handle_csrf(method: str, json_response: bool = False) -> Any:
    """Checks a request for forgery if it came by one of ``SECURITY_CSRF_PROTECT_MECHANISMS``. ``None`` for one that may go on."""
    if _csrf_is_judged_elsewhere():
        return None
    if method in (value("CSRF_PROTECT_MECHANISMS") or ()):
        return _protect()
    g.csrf_valid = True
    return None


def unauth_csrf(fall_through: bool = False) -> Callable[[View], View]:
    """Checks for forgery before a view that needs no login; with ``SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS`` only for who is logged in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **keywords: Any) -> Any:
            if not _csrf_is_judged_elsewhere():
                if value("CSRF_IGNORE_UNAUTH_ENDPOINTS") and not is_user_authenticated(login.current_user):
                    g.csrf_valid = True
                else:
                    answer = _protect()
                    if answer is not None:
                        return answer
            return current_app.ensure_sync(view)(*arguments, **keywords)

        return cast(View, guarded)

    return decorate


# -- guards ----------------------------------------------------------------------------------------------------------


def _admit(view: Any, method: str, arguments: Any, keywords: Any) -> Any:
    answer = handle_csrf(method, wants_json())
    if answer is not None:
        return answer
    set_request_attr("fs_authn_via", method)
    return current_app.ensure_sync(view)(*arguments, **keywords)


def _marked(view: Any, says: str) -> Any:
    #: Read by `flask stopple check`.
    before = getattr(view, "__stopple_access__", None)
    view.__stopple_access__ = f"{says}; {before}" if before else says
    return view


def http_auth_required(realm: Any) -> Any:
    """Lets in who shows name and password by HTTP Basic: ``@http_auth_required`` or ``@http_auth_required("realm")``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **keywords: Any) -> Any:
            if _by_password():
                return _admit(view, "basic", arguments, keywords)
            called = value("DEFAULT_HTTP_AUTH_REALM") if callable(realm) else realm
            return _security._unauthn_handler(["basic"], headers={"WWW-Authenticate": f'Basic realm="{called}"'})

        return cast(View, _marked(guarded, "login by basic"))

    return decorate(realm) if callable(realm) else decorate


def auth_token_required(fn: View) -> View:
    """Lets in who shows a token, in the query or a header."""

    @wraps(fn)
    def guarded(*arguments: Any, **keywords: Any) -> Any:
        if _by_token():
            return _admit(fn, "token", arguments, keywords)
        return _security._unauthn_handler(["token"])

    return cast(View, _marked(guarded, "login by token"))


Span = Union[int, float, Callable[[], datetime.timedelta]]


def auth_required(*auth_methods: Any, within: Span = -1, grace: Optional[Span] = None) -> Callable[[View], View]:
    """Lets in who is known by one of these ways (``token``, ``session``, ``basic``; without names the first two), and who showed it
    ``within`` so many minutes, or passed such a check within the ``grace``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **keywords: Any) -> Any:
            span = _span(within)
            forgiven = value("FRESHNESS_GRACE_PERIOD") if grace is None else _span(grace)
            wanted = _ways(auth_methods)
            for method in _ORDER:
                if method in wanted and _WAYS[method]():
                    if not check_and_update_authn_fresh(span, forgiven, method):
                        return _security._reauthn_handler(span, forgiven)
                    return _admit(view, method, arguments, keywords)
            headers = {"WWW-Authenticate": f'Basic realm="{value("DEFAULT_HTTP_AUTH_REALM")}"'} if "basic" in wanted else {}
            return _security._unauthn_handler(wanted, headers=headers)

        return cast(View, _marked(guarded, "login"))

    return decorate


#: Of the pages that change what opens an account: a login or token, as ``SECURITY_FRESHNESS`` asks for.
fresh_auth_required = auth_required(
    lambda: value("API_ENABLED_METHODS"), within=lambda: value("FRESHNESS"), grace=lambda: value("FRESHNESS_GRACE_PERIOD")
)


def _span(said: Span) -> datetime.timedelta:
    return said() if callable(said) else datetime.timedelta(minutes=said)


def _ways(said: Any) -> list[str]:
    if not said:
        return ["session", "token"]
    found: list[str] = []
    for one in said:
        found.extend(one() if callable(one) else [one])
    return found


def _asked(name: str, wanted: tuple[str, ...], has: Callable[[Any, str], bool], how: Callable[..., bool]) -> Callable[[View], View]:
    if not wanted or not all(isinstance(one, str) for one in wanted):
        # Without parentheses it would let everybody in.
        raise TypeError(f"@{name} names what is needed: @{name}('...')")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **keywords: Any) -> Any:
            user = login.current_user
            if is_user_authenticated(user) and how(has(user, one) for one in wanted):
                return current_app.ensure_sync(view)(*arguments, **keywords)
            return _security._unauthz_handler(name, list(wanted))

        return cast(View, _marked(guarded, f"{name} {', '.join(wanted)}"))

    return decorate


def _has_role(user: Any, name: str) -> bool:
    return bool(user.has_role(name))


def _has_permission(user: Any, name: str) -> bool:
    return bool(user.has_permission(name))


def roles_required(*roles: str) -> Callable[[View], View]:
    """Lets in who has all of these roles."""
    return _asked("roles_required", roles, _has_role, all)


def roles_accepted(*roles: str) -> Callable[[View], View]:
    """Lets in who has one of these roles."""
    return _asked("roles_accepted", roles, _has_role, any)


def permissions_required(*fsperms: str) -> Callable[[View], View]:
    """Lets in whose roles grant all of this."""
    return _asked("permissions_required", fsperms, _has_permission, all)


def permissions_accepted(*fsperms: str) -> Callable[[View], View]:
    """Lets in whose roles grant one of these."""
    return _asked("permissions_accepted", fsperms, _has_permission, any)


def anonymous_user_required(f: View) -> View:
    """Lets in who is not logged in; everybody else goes to ``SECURITY_POST_LOGIN_VIEW``."""

    @wraps(f)
    def guarded(*arguments: Any, **keywords: Any) -> Any:
        if is_user_authenticated(login.current_user):
            if wants_json():
                return refuse_json(get_message("ANONYMOUS_USER_REQUIRED")[0], 400)
            return redirect(get_url(value("POST_LOGIN_VIEW")))
        return current_app.ensure_sync(f)(*arguments, **keywords)

    return cast(View, guarded)
