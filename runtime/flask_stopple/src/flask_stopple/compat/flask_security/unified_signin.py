"""Signing in by an identity and one thing that opens it: a password, or a code by mail, message or app."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Optional

from flask import Flask, redirect, request, session

from ... import login
from . import signals
from .answers import (
    allowed_auth_token,
    base_render_json,
    commit_after,
    do_flash,
    handle_already_auth,
    is_spa,
    page,
    say,
    shown_again,
    someone_is_logged_in,
    wants_json,
)
from .clock import spoken
from .decorators import anonymous_user_required, auth_required, fresh_auth_required, unauth_csrf
from .forms import build, build_from_request, form_errors_munge
from .identities import get_identity_attributes
from .links import by_button
from .mail import send_mail
from .messages import get_message
from .proxies import _datastore, _security
from .recoverable import confirm_redirect
from .redirects import _propagate_next, _slash_url_suffix, after_login, get_url, url_for_security
from .serializers import check_and_get_token_status
from .sessions import CSRF_COOKIE, login_user
from .settings import _, value
from .totp import app_facts
from .twofactor import SENT, method_label, send_text_message
from .unified_forms import (
    UnifiedSigninForm,
    UnifiedSigninSetupForm,
    UnifiedSigninSetupValidateForm,
    UnifiedVerifyForm,
    active_methods,
    code_methods,
    set_up_methods,
    window,
)

FORMS = {
    "us_signin_form": UnifiedSigninForm,
    "us_setup_form": UnifiedSigninSetupForm,
    "us_setup_validate_form": UnifiedSigninSetupValidateForm,
    "us_verify_form": UnifiedVerifyForm,
}

_GENERIC = {"replace_msg": "GENERIC_AUTHN_FAILED"}


def us_send_security_token(
    user: Any, method: str, totp_secret: str, phone_number: Optional[str] = None, send_magic_link: bool = False
) -> None:
    """Sends a code, by mail with a link that does the same. Raises what the sender raises."""
    code = _security.totp_factory.generate_totp_password(totp_secret) if method in SENT else None
    if method == "sms":
        send_text_message(phone_number, code)
    elif code is not None:
        link = url_for_security("us_verify_link", id=user.get_id(), code=code, _external=True) if send_magic_link else None
        send_mail(
            value("US_EMAIL_SUBJECT"),
            user.email,
            value("US_EMAIL_TEMPLATE"),
            user=user,
            username=user.calc_username(),
            token=code,
            login_token=code,
            login_link=link,
            within=spoken(timedelta(seconds=value("US_TOKEN_VALIDITY"))),
        )
    facts = {"method": method, "token": code, "login_token": code, "phone_number": phone_number, "send_magic_link": send_magic_link}
    signals.send(signals.us_security_token_sent, user=user, **facts)


def _send(form: Any, send_magic_link: bool) -> bool:
    """Sends the code that a form asks for; ``False`` where the sender could not. More than a few to one address are dropped without a word."""
    user, method = form.user, form.chosen_method.data
    phone = user.us_phone_number if method == "sms" else None
    if not _security.may_write_to(phone or user.email):
        return True
    secret = _datastore.us_get_totp_secrets(user)[method]
    trouble = user.us_send_security_token(method, totp_secret=secret, phone_number=phone, send_magic_link=send_magic_link)
    if trouble:
        form.chosen_method.errors = [trouble]
    return not trouble


# -- signing in ------------------------------------------------------------------------------------------------------


def _told() -> dict[str, Any]:
    return {
        "available_methods": value("US_ENABLED_METHODS"),
        "code_methods": code_methods(),
        "identity_attributes": get_identity_attributes(),
    }


def _signin_page(form: Any, code_sent: bool = False) -> Any:
    form.passcode.data = None
    chosen = form.chosen_method.data if code_sent else None
    return page(
        "US_SIGNIN_TEMPLATE",
        "us_signin",
        us_signin_form=form,
        code_sent=code_sent,
        chosen_method=chosen,
        skip_login_menu=True,
        **_told(),
    )


@unauth_csrf()
def us_signin() -> Any:
    """The page."""
    form = build_from_request("us_signin_form")
    if someone_is_logged_in():
        return handle_already_auth(form, payload=_told())
    _security.forget_first_factor()
    if form.validate_on_submit():
        remember = form.remember.data if "remember" in form else None
        if form.authn_via in value("US_MFA_REQUIRED"):
            answer = _security.second_factor(form.user, remember, form.authn_via, _propagate_next(request.url, form))
            if answer is not None:
                return answer
        commit_after()
        login_user(form.user, remember=remember, authn_via=[form.authn_via])
        if wants_json():
            token = allowed_auth_token(form.user)
            return base_render_json(form, include_auth_token=token, additional={"tf_required": False})
        return redirect(after_login())
    elsewhere = None
    if request.method == "POST":
        elsewhere = confirm_redirect(form, "email") if not wants_json() else None
        form_errors_munge(form, {"identity": _GENERIC, "passcode": _GENERIC})
    else:
        session[CSRF_COOKIE] = "set"
    if wants_json():
        return base_render_json(form, include_user=False, additional=_told())
    return elsewhere or _signin_page(form)


@anonymous_user_required
@unauth_csrf()
def us_signin_send_code() -> Any:
    """Sends a code to who wants to sign in."""
    form = build_from_request("us_signin_form")
    form.sends = True
    sent = form.validate_on_submit()
    status = 400
    if sent:
        # The link signs in: who asks for it here wants that.
        sent, status = _send(form, True), 500
    elsewhere = confirm_redirect(form, "email") if not sent and not wants_json() else None
    if not sent and value("RETURN_GENERIC_RESPONSES"):
        form_errors_munge(form, {"identity": {}, "chosen_method": {}})
        sent = not form.errors
        _security.idle_mail("US_EMAIL_TEMPLATE")
    if wants_json():
        return base_render_json(form, include_user=False, additional=_told() if sent else None, error_status_code=status)
    if sent:
        say("GENERIC_US_SIGNIN" if value("RETURN_GENERIC_RESPONSES") else "CODE_HAS_BEEN_SENT")
    return elsewhere or _signin_page(form, sent)


@anonymous_user_required
@by_button(_("Login"), _("Login"))
def us_verify_link() -> Any:
    """What the link in the mail leads to."""
    named, code = request.args.get("id"), request.args.get("code")
    if not named or not code:
        return _refuse_link("API_ERROR")
    user = _datastore.find_by_session(named)
    _security.count(user, named)
    secret = _datastore.us_get_totp_secrets(user).get("email") if user is not None and "email" in set_up_methods(user) else None
    if user is None:
        return _refuse_link("USER_DOES_NOT_EXIST", generic=True)
    if not secret or not _security.totp_factory.check(code, secret, user, window("email")):
        user.track_failed_authn("passcode")
        _security.machinery.guessing.failed(user, named)
        return _refuse_link("INVALID_CODE", generic=True)
    said: list[str] = []
    if not user.is_active or user.is_locked(said):
        return _refuse_link("DISABLED_ACCOUNT", generic=True)
    from .confirmable import requires_confirmation

    if requires_confirmation(user):
        return _refuse_link("CONFIRMATION_REQUIRED", generic=True)
    if "email" in value("US_MFA_REQUIRED"):
        answer = _security.second_factor(user, False, "email", _propagate_next(request.url, None))
        if answer is not None:
            if is_spa():
                _security.forget_first_factor()
                return redirect(get_url(value("LOGIN_ERROR_VIEW"), qparams=user.get_redirect_qparams({"tf_required": 1})))
            return answer
    login_user(user, authn_via=["email"])
    commit_after()
    if is_spa():
        return redirect(get_url(value("POST_LOGIN_VIEW"), qparams=user.get_redirect_qparams()))
    say("PASSWORDLESS_LOGIN_SUCCESSFUL")
    return redirect(after_login())


def _refuse_link(key: str, generic: bool = False) -> Any:
    text, category = get_message("GENERIC_AUTHN_FAILED" if generic and value("RETURN_GENERIC_RESPONSES") else key)
    if is_spa():
        return redirect(get_url(value("LOGIN_ERROR_VIEW"), qparams={category: text}))
    do_flash(text, category)
    return redirect(url_for_security("us_signin"))


# -- showing again ---------------------------------------------------------------------------------------------------


def _verify_page(form: Any, code_sent: bool = False) -> Any:
    user = form.user
    has_passkey = _security.has_passkey(user, value("WAN_ALLOW_AS_VERIFY"))
    sendable = [method for method in set_up_methods(user) if method in code_methods()]
    if wants_json():
        glue = _security.oauthglue
        told = {
            "available_methods": value("US_ENABLED_METHODS"),
            "code_methods": sendable,
            "has_webauthn_verify_credential": has_passkey,
            "oauth_enabled": value("OAUTH_ENABLE"),
            "oauth_providers": glue.provider_names if glue else [],
        }
        return base_render_json(form, additional=told)
    form.passcode.data = None
    return page(
        "US_VERIFY_TEMPLATE",
        "us_verify",
        us_verify_form=form,
        available_methods=value("US_ENABLED_METHODS"),
        code_methods=sendable,
        code_sent=code_sent,
        chosen_method=form.chosen_method.data,
        has_webauthn_verify_credential=has_passkey,
        wan_verify_form=build("wan_verify_form") if _security.webauthn else None,
        skip_login_menu=True,
    )


@auth_required(lambda: value("API_ENABLED_METHODS"))
def us_verify() -> Any:
    """The page."""
    form = build_from_request("us_verify_form", user=login.current_user._get_current_object())
    if not form.validate_on_submit():
        return _verify_page(form)
    return shown_again(form)


@auth_required(lambda: value("API_ENABLED_METHODS"))
def us_verify_send_code() -> Any:
    """Sends a code to who is logged in."""
    form = build_from_request("us_verify_form", user=login.current_user._get_current_object())
    form.sends = True
    sent, status = form.validate_on_submit(), 400
    if sent:
        sent, status = _send(form, False), 500
    if wants_json():
        return base_render_json(form, include_user=False, error_status_code=status)
    if sent:
        say("CODE_HAS_BEEN_SENT")
    return _verify_page(form, sent)


# -- setting up ------------------------------------------------------------------------------------------------------


@fresh_auth_required
def us_setup() -> Any:
    """The ways of a user: those that are there, and a new one."""
    user = login.current_user._get_current_object()
    form = build_from_request("us_setup_form", user=user)
    if not form.validate_on_submit():
        return _setup_page(form, user)
    if form.delete_method.data:
        _take_away(form, user)
    method = form.chosen_method.data
    if not method:
        form.offer()
        return base_render_json(form, include_user=False) if wants_json() else _setup_page(form, user)
    secret = _security.totp_factory.generate_totp_secret()
    phone = form.phone.data if method == "sms" else None
    state = {"totp_secret": secret, "chosen_method": method, "phone_number": phone, "u": user.get_id()}
    token = _security.us_setup_serializer.dumps(state)
    if method in SENT and _security.may_write_to(phone or user.email):
        trouble = user.us_send_security_token(method, totp_secret=secret, phone_number=phone)
        if trouble:
            form.chosen_method.errors = [trouble]
            return base_render_json(form, include_user=False, error_status_code=500) if wants_json() else _setup_page(form, user)
    told: dict[str, Any] = {"chosen_method": method, "phone": phone, "state": token}
    shown: dict[str, Any] = {}
    if method == "authenticator":
        facts, shown = app_facts(secret, user)
        told.update(facts)
    if wants_json():
        return base_render_json(form, include_user=False, additional=told)
    return _setup_page(
        form,
        user,
        chosen_method=method,
        code_sent=method in SENT,
        us_setup_validate_form=build("us_setup_validate_form"),
        state=token,
        **shown,
    )


def _take_away(form: Any, user: Any) -> None:
    gone = list(form.delete_method.data)
    for method in gone:
        _datastore.us_reset(user, method)
    commit_after()
    signals.send(signals.us_profile_changed, user=user, methods=gone, method=gone[0], delete=True)


def _setup_page(form: Any, user: Any, **context: Any) -> Any:
    active = active_methods(user)
    offered = [method for method in value("US_ENABLED_METHODS") if method != "password"]
    if wants_json():
        told = {
            "identity_attributes": get_identity_attributes(),
            "available_methods": value("US_ENABLED_METHODS"),
            "active_methods": active,
            "setup_methods": offered,
            "phone": user.us_phone_number,
        }
        return base_render_json(form, include_user=False, additional=told)
    names = [method_label(method) for method in active] or [method_label(None)]
    text, _category = get_message("US_CURRENT_METHODS", method_list=_security.i18n_domain.format_list(names))
    return page(
        "US_SETUP_TEMPLATE",
        "us_setup",
        us_setup_form=form,
        available_methods=value("US_ENABLED_METHODS"),
        active_methods=active,
        setup_methods=offered,
        current_methods_msg=text,
        **context,
    )


@auth_required(lambda: value("API_ENABLED_METHODS"))
def us_setup_validate(token: str) -> Any:
    """Takes the first code of a new way."""
    user = login.current_user._get_current_object()
    form = build_from_request("us_setup_validate_form")
    within = value("US_SETUP_WITHIN")
    expired, invalid, state = check_and_get_token_status(token, "us_setup", within)
    # Somebody else's token would set up somebody else's phone.
    if not expired and (invalid or not isinstance(state, dict) or state.get("u") != user.get_id()):
        return _refuse_setup(form, *get_message("API_ERROR"))
    if expired:
        return _refuse_setup(form, *get_message("US_SETUP_EXPIRED", within=spoken(within)))
    form.user, form.method, form.totp_secret = user, state["chosen_method"], state["totp_secret"]
    if not form.validate_on_submit():
        return (
            base_render_json(form, include_user=False)
            if wants_json()
            else _refuse_setup(form, *get_message("INVALID_PASSWORD_CODE"))
        )
    commit_after()
    method, phone = state["chosen_method"], state["phone_number"]
    _datastore.us_set(user, method, state["totp_secret"], phone)
    signals.send(signals.us_profile_changed, user=user, methods=[method], method=method, delete=False)
    if wants_json():
        return base_render_json(form, include_user=False, additional={"chosen_method": method, "phone": phone})
    say("US_SETUP_SUCCESSFUL")
    return redirect(get_url(value("US_POST_SETUP_VIEW")))


def _refuse_setup(form: Any, text: str, category: str) -> Any:
    if wants_json():
        form.form_errors.append(text)
        return base_render_json(form, include_user=False)
    do_flash(text, category)
    return redirect(url_for_security("us_setup"))


# -- moving in -------------------------------------------------------------------------------------------------------


def install(security: Any, app: Flask, blueprint: Any) -> None:
    """Adds the pages where ``SECURITY_UNIFIED_SIGNIN`` is on."""
    if not security.unified_signin:
        if value("US_SIGNIN_REPLACES_LOGIN", app):
            raise ValueError("SECURITY_US_SIGNIN_REPLACES_LOGIN needs SECURITY_UNIFIED_SIGNIN: nobody could log in")
        return
    known = {"password", "email", "authenticator", "sms"}
    if not value("US_ENABLED_METHODS", app) or not set(value("US_ENABLED_METHODS", app)) <= known:
        raise ValueError(f"SECURITY_US_ENABLED_METHODS names some of {', '.join(sorted(known))}")
    both, post = ["GET", "POST"], ["POST"]
    setup = str(value("US_SETUP_URL", app))
    add = blueprint.add_url_rule
    add(value("US_SIGNIN_URL", app), "us_signin", us_signin, methods=both)
    add(value("US_SIGNIN_SEND_CODE_URL", app), "us_signin_send_code", us_signin_send_code, methods=post)
    add(value("US_VERIFY_LINK_URL", app), "us_verify_link", us_verify_link, methods=both)
    add(setup, "us_setup", us_setup, methods=both)
    add(setup + _slash_url_suffix(setup, "<token>"), "us_setup_validate", us_setup_validate, methods=post)
    if value("US_SIGNIN_REPLACES_LOGIN", app):
        add(value("LOGIN_URL", app), "login", us_signin, methods=both)
    if value("FRESHNESS", app).total_seconds() >= 0:
        add(value("US_VERIFY_URL", app), "us_verify", us_verify, methods=both)
        add(value("US_VERIFY_SEND_CODE_URL", app), "us_verify_send_code", us_verify_send_code, methods=post)
