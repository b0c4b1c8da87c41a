"""The pages of codes as a second factor: setting one up, showing it, and what to do without the phone."""

from __future__ import annotations

from functools import partial
from typing import Any, Optional

from flask import Flask, after_this_request, redirect, session

from ... import login
from . import signals
from .answers import allowed_auth_token, base_render_json, commit_after, do_flash, page, say, someone_is_logged_in, wants_json
from .clock import spoken
from .decorators import anonymous_user_required, auth_required, unauth_csrf
from .fields import choice, errors_of, get_form_field_xlate
from .forms import build, build_from_request
from .mail import send_mail
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import _slash_url_suffix, after_login, get_url, url_for_security
from .serializers import check_and_get_token_status
from .sessions import check_and_update_authn_fresh, get_request_attr, logout_user
from .settings import _, value
from .tf_plugin import (
    METHOD,
    SECRET,
    STATE,
    TfPlugin,
    TwoFactorSelectForm,
    tf_check_state,
    tf_clean_session,
    tf_illegal_state,
    tf_set_validity_token_cookie,
)
from .totp import Totp, app_facts
from .two_factor_forms import TwoFactorRescueForm, TwoFactorSetupForm, TwoFactorVerifyCodeForm
from .twofactor import SENT, method_label, tf_disable

FORMS: dict[str, Any] = {
    "two_factor_setup_form": TwoFactorSetupForm,
    "two_factor_verify_code_form": TwoFactorVerifyCodeForm,
    "two_factor_rescue_form": TwoFactorRescueForm,
    "two_factor_select_form": TwoFactorSelectForm,
}
HELPERS: dict[str, Any] = {"totp_cls": ("_totp_factory", Totp)}


def install(security: Any, app: Flask, blueprint: Any) -> None:
    """Adds the pages, where something needs codes or another second factor."""
    makes_codes = security.two_factor or security.unified_signin or value("MULTI_FACTOR_RECOVERY_CODES", app)
    if makes_codes:
        secrets, issuer = value("TOTP_SECRETS", app), value("TOTP_ISSUER", app)
        if not secrets or not issuer:
            raise ValueError("Both TOTP_SECRETS and TOTP_ISSUER must be set")
        security._totp_factory = security._helpers["totp_cls"][1](secrets, issuer)
    if not security.support_mfa:
        return
    security.two_factor_plugins = TfPlugin(app)
    security.two_factor_plugins.create_blueprint(app, blueprint, security)
    if not security.two_factor:
        return
    if not value("TWO_FACTOR_ENABLED_METHODS", app):
        raise ValueError("Must configure some TWO_FACTOR_ENABLED_METHODS")
    setup = value("TWO_FACTOR_SETUP_URL", app)
    both = ["GET", "POST"]
    blueprint.add_url_rule(setup, "two_factor_setup", two_factor_setup, methods=both)
    blueprint.add_url_rule(
        setup + _slash_url_suffix(setup, "<token>"), "two_factor_setup_validate", two_factor_setup_validate, methods=["POST"]
    )
    blueprint.add_url_rule(
        value("TWO_FACTOR_TOKEN_VALIDATION_URL", app), "two_factor_token_validation", two_factor_token_validation, methods=both
    )
    blueprint.add_url_rule(value("TWO_FACTOR_RESCUE_URL", app), "two_factor_rescue", two_factor_rescue, methods=both)


# -- setting up ------------------------------------------------------------------------------------------------------


@unauth_csrf()
def two_factor_setup() -> Any:
    """Chooses a way: whoever is logged in and fresh, or at a login that asks for a factor and finds none."""
    form = build_from_request("two_factor_setup_form")
    changing = someone_is_logged_in()
    if changing:
        user = login.current_user._get_current_object()
        within, grace = value("FRESHNESS"), value("FRESHNESS_GRACE_PERIOD")
        if not check_and_update_authn_fresh(within, grace, get_request_attr("fs_authn_via")):
            return _security._reauthn_handler(within, grace)
    else:
        user = tf_check_state(["setup_from_login", "validating_profile"])
        if user is None:
            return tf_illegal_state(form, value("TWO_FACTOR_ERROR_VIEW"))
    form.user = user
    if form.validate_on_submit():
        return _disable(form, user) if form.setup.data == "disable" else _begin(form, user, changing)
    return _offer(form, user, changing)


def _disable(form: Any, user: Any) -> Any:
    tf_disable(user)
    commit_after()
    if wants_json():
        return base_render_json(form)
    say("TWO_FACTOR_DISABLED")
    return redirect(get_url(value("TWO_FACTOR_POST_SETUP_VIEW")))


def _begin(form: Any, user: Any, changing: bool) -> Any:
    """A new secret, which counts when a code of it was shown."""
    method = form.setup.data
    secret = _security.totp_factory.generate_totp_secret()
    phone = form.phone.data if method == "sms" else None
    session[SECRET], session[METHOD], session[STATE] = secret, method, "validating_profile"
    token: Optional[str] = None
    if changing:
        token = _security.tf_setup_serializer.dumps({"totp_secret": secret, "method": method, "phone": phone, "u": user.get_id()})
    if phone:
        user.tf_phone_number = phone
        _datastore.put(user)
        commit_after()
    if method in SENT:
        trouble = user.tf_send_security_token(method=method, totp_secret=secret, phone_number=phone)
        if trouble:
            errors_of(form.setup).append(trouble)
            if wants_json():
                return base_render_json(form, include_user=False, error_status_code=500)
    told = {"tf_state": "validating_profile", "tf_primary_method": method, "tf_method": method, "tf_state_token": token}
    shown: dict[str, Any] = {}
    if method == "authenticator":
        facts, shown = app_facts(secret, user)
        told.update({f"tf_{name}": said for name, said in facts.items()})
    if wants_json():
        return base_render_json(form, include_user=False, additional=told)
    return _page(form, user, changing, choices=value("TWO_FACTOR_ENABLED_METHODS"), chosen_method=method, state_token=token, **shown)


def _offer(form: Any, user: Any, changing: bool) -> Any:
    required = user.check_tf_required_setup()
    present = getattr(user, "tf_primary_method", None)
    choices = [*(["disable"] if not required and present is not None else []), *value("TWO_FACTOR_ENABLED_METHODS")]
    if wants_json():
        told = {
            "tf_required": required,
            "tf_primary_method": present,
            "tf_method": present,
            "tf_phone_number": getattr(user, "tf_phone_number", None),
            "tf_available_methods": choices,
        }
        return base_render_json(form, include_user=False, additional=told)
    return _page(form, user, changing, choices=choices, chosen_method=None, state_token=None, two_factor_required=required)


def _page(form: Any, user: Any, changing: bool, **context: Any) -> Any:
    return page(
        "TWO_FACTOR_SETUP_TEMPLATE",
        "tf_setup",
        two_factor_setup_form=form,
        two_factor_verify_code_form=build("two_factor_verify_code_form"),
        primary_method=method_label(getattr(user, "tf_primary_method", None)),
        changing=changing,
        **context,
    )


@auth_required(lambda: value("API_ENABLED_METHODS"))
def two_factor_setup_validate(token: str) -> Any:
    """Takes the first code of a new secret, which the token carries: for who is logged in."""
    form = build_from_request("two_factor_verify_code_form")
    user = login.current_user._get_current_object()
    within = value("TWO_FACTOR_SETUP_WITHIN")
    expired, invalid, state = check_and_get_token_status(token, "tf_setup", within)
    # Somebody else's token would set up somebody else's phone.
    invalid = invalid or (not expired and state.get("u") != user.get_id())
    if expired or invalid:
        tf_clean_session()
        text, category = get_message("TWO_FACTOR_SETUP_EXPIRED", within=spoken(within)) if expired else get_message("API_ERROR")
        if wants_json():
            form.form_errors.append(text)
            return base_render_json(form, include_user=False)
        do_flash(text, category)
        return redirect(url_for_security("two_factor_setup"))
    form.tf_totp_secret, form.primary_method, form.user, form.is_setup = state["totp_secret"], state["method"], user, True
    if form.validate_on_submit():
        tf_clean_session()
        commit_after()
        method = state["method"]
        _datastore.tf_set(user, method, state["totp_secret"], state["phone"])
        signals.send(signals.tf_profile_changed, user=user, method=method)
        if wants_json():
            told = {"tf_method": method, "tf_primary_method": method, "tf_phone": getattr(user, "tf_phone_number", None)}
            return base_render_json(form, include_user=False, additional=told)
        say("TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL")
        return redirect(get_url(value("TWO_FACTOR_POST_SETUP_VIEW")))
    if wants_json():
        return base_render_json(form, include_user=False)
    say("TWO_FACTOR_INVALID_TOKEN")
    return redirect(url_for_security("two_factor_setup"))


# -- showing a code --------------------------------------------------------------------------------------------------


@unauth_csrf()
def two_factor_token_validation() -> Any:
    """Takes a code: at a login, or the first one of a new secret."""
    form = build_from_request("two_factor_verify_code_form")
    method, secret = session.get(METHOD), session.get(SECRET)
    changing = someone_is_logged_in()
    if changing:
        if session.get(STATE) != "validating_profile" or not method or not secret:
            tf_clean_session()
            # Nobody gets here by our pages.
            logout_user()
            return tf_illegal_state(form, value("TWO_FACTOR_ERROR_VIEW"))
        form.user, form.is_setup = login.current_user._get_current_object(), True
    else:
        form.user = tf_check_state(["ready", "validating_profile"])
        if form.user is not None and session[STATE] == "ready":
            method, secret = form.user.tf_primary_method, form.user.tf_totp_secret
        if form.user is None or not method or not secret:
            tf_clean_session()
            return tf_illegal_state(form, value("TWO_FACTOR_ERROR_VIEW"))
    form.primary_method, form.tf_totp_secret = method, secret
    if form.validate_on_submit():
        return _complete(form, method, secret, changing)
    if changing:
        if wants_json():
            return base_render_json(form)
        return page(
            "TWO_FACTOR_VERIFY_CODE_TEMPLATE",
            "tf_token_validation",
            two_factor_verify_code_form=form,
            chosen_method=method_label(method),
        )
    rescue = build("two_factor_rescue_form")
    options = rescue_options(rescue, form.user)
    if wants_json():
        return base_render_json(form, include_user=False, additional={"recovery_options": options})
    return _ask(form, rescue, method, None)


def _complete(form: Any, method: str, secret: str, changing: bool) -> Any:
    user = form.user
    _datastore.tf_set(user, method, totp_secret=secret)
    signals.send(signals.tf_profile_changed if changing else signals.tf_code_confirmed, user=user, method=method)
    token = _security.two_factor_plugins.tf_complete(user, not changing)
    commit_after()
    if token:
        after_this_request(partial(tf_set_validity_token_cookie, token=token))
    if wants_json():
        return base_render_json(form, include_auth_token=allowed_auth_token(user))
    say("TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL" if changing else "TWO_FACTOR_LOGIN_SUCCESSFUL")
    return redirect(get_url(value("TWO_FACTOR_POST_SETUP_VIEW")) if changing else after_login())


def _ask(form: Any, rescue: Any, method: str, problem: Optional[str], **context: Any) -> Any:
    return page(
        "TWO_FACTOR_VERIFY_CODE_TEMPLATE",
        "tf_token_validation",
        two_factor_verify_code_form=form,
        two_factor_rescue_form=rescue,
        chosen_method=method_label(method),
        problem=problem,
        **context,
    )


# -- without the phone -----------------------------------------------------------------------------------------------


def rescue_options(form: Any, user: Any) -> dict[str, str]:
    """What may help this user, and where: also the choices of the form."""
    found = {"help": url_for_security("two_factor_rescue")}
    choices = [*form.help_setup.choices]
    if value("TWO_FACTOR_RESCUE_EMAIL"):
        found["email"] = found["help"]
        choices.append(choice("email", get_form_field_xlate(_("Send code via email"))))
    if value("MULTI_FACTOR_RECOVERY_CODES") and _datastore.mf_get_recovery_codes(user):
        found["recovery_code"] = url_for_security("mf_recovery")
        choices.append(choice("recovery_code", get_form_field_xlate(_("Use previously downloaded recovery code"))))
    form.help_setup.choices = choices
    return found


@anonymous_user_required
@unauth_csrf()
def two_factor_rescue() -> Any:
    """Sends a code by mail, leads to the recovery codes, or writes to whoever helps."""
    form = build_from_request("two_factor_rescue_form")
    form.user = user = tf_check_state(["ready"])
    if user is None:
        return tf_illegal_state(form, value("TWO_FACTOR_ERROR_VIEW"))
    options = rescue_options(form, user)
    problem: Optional[str] = ""
    if form.validate_on_submit():
        problem = form.help_setup.data
        if problem == "recovery_code":
            return redirect(url_for_security("mf_recovery"))
        if problem == "email":
            phone = getattr(user, "tf_phone_number", None)
            trouble = user.tf_send_security_token(method="email", totp_secret=user.tf_totp_secret, phone_number=phone)
            if trouble:
                problem = ""
                errors_of(form.help_setup).append(trouble)
                if wants_json():
                    return base_render_json(form, include_user=False, error_status_code=500)
        elif problem == "help":
            template = value("TWO_FACTOR_RESCUE_EMAIL_TEMPLATE")
            send_mail(value("EMAIL_SUBJECT_TWO_FACTOR_RESCUE"), value("TWO_FACTOR_RESCUE_MAIL"), template, user=user)
    if wants_json():
        return base_render_json(form, include_user=False, additional={"recovery_options": options})
    code = build("two_factor_verify_code_form")
    return _ask(code, form, user.tf_primary_method, problem, rescue_mail=value("TWO_FACTOR_RESCUE_MAIL"))
