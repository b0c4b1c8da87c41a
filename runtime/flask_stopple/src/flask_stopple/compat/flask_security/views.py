"""The pages of logging in and out and of showing again who one is, and the blueprint of all pages."""

from __future__ import annotations

import os
from typing import Any, Callable
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, redirect, request, session
from jinja2 import ChoiceLoader, FileSystemLoader

from ... import accounts, login
from ...errors import CSRFError
from ...extension import state_of
from .answers import (
    add_cache_control,
    allowed_auth_token,
    base_render_json,
    commit_after,
    handle_already_auth,
    page,
    shown_again,
    someone_is_logged_in,
    wants_json,
)
from .change_email import change_email, change_email_confirm
from .change_username import change_username
from .changeable import change_password
from .confirmable import confirm_email, send_confirmation
from .decorators import auth_required, handle_csrf, unauth_csrf
from .forms import build, build_from_request, form_errors_munge
from .identities import get_identity_attributes
from .passwordless import send_login, token_login
from .proxies import _security
from .recoverable import confirm_redirect, forgot_password, recover_username, reset_password
from .redirects import _propagate_next, _slash_url_suffix, after_login, after_logout
from .registerable import register
from .sessions import CSRF_COOKIE, get_request_attr, login_user, logout_user, set_request_attr
from .settings import value
from .tokens import refresh, revoke

_GENERIC = {"replace_msg": "GENERIC_AUTHN_FAILED"}


@unauth_csrf()
def login_page() -> Any:
    """Name and password."""
    form = build_from_request("login_form")
    identities = {"identity_attributes": get_identity_attributes()}
    if someone_is_logged_in():
        return handle_already_auth(form, payload=identities)
    _security.forget_first_factor()
    if form.validate_on_submit():
        remember = form.remember.data if "remember" in form else None
        answer = _security.second_factor(form.user, remember, "password", _propagate_next(request.url, form))
        if answer is not None:
            return answer
        commit_after()
        login_user(form.user, remember=remember, authn_via=["password"])
        if wants_json():
            token = allowed_auth_token(form.user)
            return base_render_json(form, include_auth_token=token, additional={"tf_required": False})
        return redirect(after_login())
    if request.method == "POST":
        form_errors_munge(form, {"email": _GENERIC, "password": _GENERIC, "username": _GENERIC})
    else:
        session[CSRF_COOKIE] = "set"
    if wants_json():
        return base_render_json(form, additional=identities)
    elsewhere = confirm_redirect(form, "email")
    if elsewhere is not None:
        return elsewhere
    return page("LOGIN_USER_TEMPLATE", "login", login_user_form=form, **identities)


@auth_required(lambda: value("API_ENABLED_METHODS"))
def verify() -> Any:
    """The password once more."""
    user = login.current_user._get_current_object()
    form = build_from_request("verify_form", user=user)
    if form.validate_on_submit():
        return shown_again(form)
    has_passkey = _security.has_passkey(user, value("WAN_ALLOW_AS_VERIFY"))
    if wants_json():
        glue = _security.oauthglue
        more = {
            "has_webauthn_verify_credential": has_passkey,
            "oauth_enabled": value("OAUTH_ENABLE"),
            "oauth_providers": glue.provider_names if glue else [],
        }
        return base_render_json(form, additional=more)
    return page(
        "VERIFY_TEMPLATE",
        "verify",
        verify_form=form,
        has_webauthn_verify_credential=has_passkey,
        wan_verify_form=build("wan_verify_form") if _security.webauthn else None,
    )


def logout() -> Any:
    """Ends the login, here and on the server. With ``SECURITY_LOGOUT_CSRF`` a page asks first where no token came."""
    _security.forget_first_factor()
    if someone_is_logged_in():
        answer = _log_out()
        if answer is not None:
            return answer
    if request.method == "POST" and wants_json():
        return _security._render_json({}, 200, None, None)
    return redirect(after_logout())


def _log_out() -> Any:
    form = build_from_request("logout_form")
    user = login.current_user._get_current_object()
    if value("LOGOUT_CSRF"):
        try:
            answer = handle_csrf(get_request_attr("fs_authn_via"), wants_json())
        except CSRFError:
            return page("LOGOUT_USER_TEMPLATE", "logout", logout_form=form)
        if answer is not None:
            return answer
    else:
        # The guard has judged what the browser said of the request.
        set_request_attr("csrf_valid", True)
    is_good = form.validate_on_submit()
    if value("LOGOUT_CSRF"):
        token = getattr(form, form.meta.csrf_field_name, None)
        if token is not None and token.errors:
            return base_render_json(form) if wants_json() else page("LOGOUT_USER_TEMPLATE", "logout", logout_form=form)
    if is_good and form.refresh_tracker and not form.refresh_tracker.revoked_at:
        revoke(form.refresh_tracker, form.refresh_errors, user)
    logout_user()
    return None


# -- the blueprint ---------------------------------------------------------------------------------------------------


def _refuse_other_sites() -> None:
    """Refuses a request that the browser says another site started, whatever else is checked and whatever is switched off: a login, a
    logout and a new password are never somebody else's to start."""
    state = state_of(current_app)
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return
    ours = value("REDIRECT_HOST")
    if ours and urlsplit(request.headers.get("Origin", "")).netloc == ours:
        # The single-page application that the owner names. Its requests prove their token all the same.
        return
    guard = state.guard or state.build()
    verdict = guard.arrive(request.environ, False, False, True)
    if verdict is not None and verdict[0] == "forgery":
        state._refuse(verdict, request)


def _folder(package: Any) -> str:
    return os.path.join(os.path.dirname(str(package.__file__)), "templates")


Rule = tuple[str, str, Callable[..., Any], list[str]]


def rules(app: Flask, security: Any) -> list[Rule]:
    """The pages that are switched on: path, endpoint, view, methods."""
    both, post = ["GET", "POST"], ["POST"]

    def at(key: str, *after: str) -> str:
        path = str(value(key, app))
        return path + "".join(_slash_url_suffix(path, one) for one in after)

    found: list[Rule] = []
    if value("LOGOUT_METHODS", app) is not None:
        found.append((at("LOGOUT_URL"), "logout", logout, value("LOGOUT_METHODS", app)))
    if security.passwordless:
        found.append((at("LOGIN_URL"), "login", send_login, both))
        found.append((at("LOGIN_URL", "<token>"), "token_login", token_login, both))
    elif not value("US_SIGNIN_REPLACES_LOGIN", app):
        found.append((at("LOGIN_URL"), "login", login_page, both))
    if value("FRESHNESS", app).total_seconds() >= 0:
        found.append((at("VERIFY_URL"), "verify", verify, both))
    if security.registerable:
        found.append((at("REGISTER_URL"), "register", register, both))
    if security.recoverable:
        found.append((at("RESET_URL"), "forgot_password", forgot_password, both))
        found.append((at("RESET_URL", "<token>"), "reset_password", reset_password, both))
    if security.username_recovery:
        found.append((at("USERNAME_RECOVERY_URL"), "recover_username", recover_username, both))
    if security.changeable:
        found.append((at("CHANGE_URL"), "change_password", change_password, both))
    if security.change_email:
        found.append((at("CHANGE_EMAIL_URL"), "change_email", change_email, both))
        found.append((at("CHANGE_EMAIL_URL", "<token>"), "change_email_confirm", change_email_confirm, both))
    if security.change_username:
        found.append((at("CHANGE_USERNAME_URL"), "change_username", change_username, both))
    if security.confirmable:
        found.append((at("CONFIRM_URL"), "send_confirmation", send_confirmation, both))
        found.append((at("CONFIRM_URL", "<token>"), "confirm_email", confirm_email, both))
    if security.refresh_token:
        found.append((at("REFRESH_TOKEN_URL"), "refresh_token", refresh, post))
    return found


def make_blueprint(app: Flask, security: Any) -> Blueprint:
    """The blueprint of an application, not yet registered: parts that come later add their pages to it."""
    made = Blueprint(
        value("BLUEPRINT_NAME", app),
        __name__,
        url_prefix=value("URL_PREFIX", app),
        subdomain=value("SUBDOMAIN", app),
        template_folder="templates",
        static_folder=value("STATIC_FOLDER", app),
        static_url_path=value("STATIC_FOLDER_URL", app),
    )
    # Our pages, and the mails of what works behind them.
    made.jinja_loader = ChoiceLoader([FileSystemLoader(os.path.join(made.root_path, "templates")), FileSystemLoader(_folder(accounts))])
    made.before_request(_refuse_other_sites)
    for path, endpoint, view, methods in rules(app, security):
        made.add_url_rule(path, endpoint, view, methods=methods)
    if value("CACHE_CONTROL", app):
        made.after_request(add_cache_control)
    return made


