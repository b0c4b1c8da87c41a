"""Passkeys, under the pages of Flask-Security: made, shown instead of a password, after it, or again, and deleted.

What a device was asked goes to the browser in a sealed state and comes back with the answer. It is for one purpose, for minutes, and
each passkey answers it once.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Optional

from flask import Flask, abort, after_this_request, redirect, request, session
from markupsafe import Markup

from ... import login
from ...accounts.factors import passkeys
from . import signals
from .answers import (
    allowed_auth_token,
    base_render_json,
    commit_after,
    do_flash,
    handle_already_auth,
    page,
    refuse_json,
    say,
    shown_again,
    someone_is_logged_in,
    wants_json,
)
from .clock import spoken
from .decorators import auth_required, fresh_auth_required, unauth_csrf
from .forms import DummyForm, build, build_from_request
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import _propagate_next, _slash_url_suffix, after_login, get_url, url_for_security
from .serializers import check_and_get_token_status
from .sessions import login_user
from .settings import value
from .tf_plugin import STATE, TfPluginBase, tf_set_validity_token_cookie, waiting_user
from .twofactor import method_label
from .webauthn_forms import (
    WebAuthnDeleteForm,
    WebAuthnRegisterForm,
    WebAuthnRegisterResponseForm,
    WebAuthnSigninForm,
    WebAuthnSigninResponseForm,
    WebAuthnVerifyForm,
    keys_of,
)
from .webauthn_util import WebauthnUtil

FORMS = {
    "wan_register_form": WebAuthnRegisterForm,
    "wan_register_response_form": WebAuthnRegisterResponseForm,
    "wan_signin_form": WebAuthnSigninForm,
    "wan_signin_response_form": WebAuthnSigninResponseForm,
    "wan_delete_form": WebAuthnDeleteForm,
    "wan_verify_form": WebAuthnVerifyForm,
}

HELPERS = {"webauthn_util_cls": ("_webauthn_util", WebauthnUtil)}



def has_webauthn(user: Any, usage: Any) -> bool:
    """Whether a user has a passkey for one of these uses."""
    return bool(keys_of(user, usage))


# -- what devices are asked ------------------------------------------------------------------------------------------


def _ask(purpose: str, options: Any, user: Any, **facts: Any) -> tuple[str, dict[str, Any]]:
    """The sealed state of a question, and the question as browsers take it."""
    described: dict[str, Any] = json.loads(passkeys.library().options_to_json(options))
    whose = _security.machinery.users.user_key(user) if user is not None else ""
    verified = (described.get("authenticatorSelection") or described).get("userVerification") == "required"
    state = {"purpose": purpose, "challenge": options.challenge.decode(), "user": whose, "verified": verified, **facts}
    return str(_security.wan_serializer.dumps(state)), described


def _challenge() -> bytes:
    return str(_security.webauthn_util.generate_challenge(value("WAN_CHALLENGE_BYTES"))).encode()


def _descriptors(keys: list[Any]) -> list[Any]:
    from webauthn.helpers import structs

    known = {transport.value: transport for transport in structs.AuthenticatorTransport}
    found = []
    for key in keys:
        transports = [known[word] for word in key.transports or () if word in known]
        found.append(structs.PublicKeyCredentialDescriptor(id=key.credential_id, transports=transports or None))
    return found


def _ask_for_new(user: Any, name: str, usage: str) -> tuple[str, dict[str, Any]]:
    if not user.fs_webauthn_user_handle:
        _datastore.set_webauthn_user_handle(user)
    options = {
        "challenge": _challenge(),
        "rp_name": value("WAN_RP_NAME"),
        "rp_id": passkeys.domain(_security.machinery),
        "user_id": str(user.fs_webauthn_user_handle).encode()[:64],
        "user_name": user.calc_username(),
        "timeout": value("WAN_REGISTER_TIMEOUT"),
        "authenticator_selection": _security.webauthn_util.authenticator_selection(user, usage),
        # One that is there already is not made twice.
        "exclude_credentials": _descriptors(keys_of(user, ("first", "secondary"))),
    }
    asked = passkeys.library().generate_registration_options(**_security.webauthn_util.registration_options(user, usage, options))
    state, described = _ask("register", asked, user, name=name, usage=usage)
    described["extensions"] = {"credProps": True}
    return state, described


def _ask_to_show(purpose: str, user: Any, usage: str, keys: list[Any]) -> tuple[str, dict[str, Any]]:
    options = {
        "challenge": _challenge(),
        "rp_id": passkeys.domain(_security.machinery),
        "timeout": value("WAN_SIGNIN_TIMEOUT"),
        "user_verification": _security.webauthn_util.user_verification(user, usage),
        "allow_credentials": _descriptors(keys),
    }
    asked = passkeys.library().generate_authentication_options(**_security.webauthn_util.signin_options(user, usage, options))
    # A first factor says itself whose it is; only where somebody is known already has it to be theirs.
    return _ask(purpose, asked, None if purpose == "signin" else user)


def _in_script(described: dict[str, Any]) -> Markup:
    """The question as the text of a script between single quotes."""
    text = json.dumps(described).replace("\\", "\\\\")
    for character in "'<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _answer_of(form: Any, token: str, purpose: str, user: Any, within: Any) -> Optional[str]:
    """Gives the form what was asked; otherwise says what is wrong with the state."""
    expired, invalid, state = check_and_get_token_status(token, "wan", within)
    if expired:
        return get_message("WEBAUTHN_EXPIRED", within=spoken(within))[0]
    if invalid or not isinstance(state, dict) or state.get("purpose") != purpose:
        return get_message("API_ERROR")[0]
    whose = _security.machinery.users.user_key(user) if user is not None else ""
    if state["user"] != whose:
        return get_message("API_ERROR")[0]
    form.state, form.challenge, form.user_verification = state, state["challenge"], state["verified"]
    return None


def _spend(form: Any, token: str, credential_id: bytes, within: Any) -> bool:
    """Whether this answer was not given before."""
    import time

    from flask import current_app

    now = int(time.time())
    mark = f"wan\0{form.state['purpose']}\0{form.challenge}\0{token[-22:]}\0{credential_id.hex()}"
    if current_app.extensions["stopple"].store.spend(mark, now + int(within.total_seconds()) + 60, now):
        return True
    form.refuse("API_ERROR")
    return False


def _refuse(text: str, endpoint: str) -> Any:
    """What is wrong with a state: nothing that a form could show."""
    if wants_json():
        return refuse_json(text, 400)
    do_flash(text, "error")
    return redirect(_with_next(endpoint))


def _refuse_form(form: Any, endpoint: str) -> Any:
    """Forms that a script sends are not shown again: their errors are flashed."""
    if wants_json():
        return base_render_json(form)
    for texts in form.errors.values():
        for text in texts:
            do_flash(str(text), "error")
    return redirect(_with_next(endpoint))


def _with_next(endpoint: str) -> str:
    wanted = request.args.get("next")
    return url_for_security(endpoint, next=wanted) if wanted else url_for_security(endpoint)


# -- new ones --------------------------------------------------------------------------------------------------------


def _listed(user: Any) -> list[dict[str, Any]]:
    from webauthn.helpers import bytes_to_base64url

    return [
        {
            "name": key.name,
            "credential_id": bytes_to_base64url(key.credential_id),
            "transports": list(key.transports or ()),
            "lastuse": key.lastuse_datetime.isoformat(),
            "usage": key.usage,
            "backup_state": key.backup_state,
            "device_type": key.device_type,
        }
        for key in user.webauthn
    ]


@fresh_auth_required
def wan_register() -> Any:
    """The user's passkeys, and the first half of a new one."""
    user = login.current_user._get_current_object()
    form = build_from_request("wan_register_form")
    context: dict[str, Any] = {}
    if form.validate_on_submit():
        commit_after()
        state, described = _ask_for_new(user, form.name.data, form.usage.data)
        if wants_json():
            return base_render_json(form, include_user=False, additional={"wan_state": state, "credential_options": described})
        context = {
            "wan_register_response_form": build("wan_register_response_form"),
            "wan_state": state,
            "credential_options": _in_script(described),
        }
    known = _listed(user)
    if wants_json():
        return base_render_json(form, additional={"registered_credentials": known})
    return page(
        "WAN_REGISTER_TEMPLATE",
        "wan_register",
        wan_register_form=form,
        wan_delete_form=build("wan_delete_form"),
        registered_credentials=known,
        **context,
    )


@fresh_auth_required
def wan_register_response(token: str) -> Any:
    """The second half: what the device answered."""
    user = login.current_user._get_current_object()
    form = build_from_request("wan_register_response_form")
    within = value("WAN_REGISTER_WITHIN")
    wrong = _answer_of(form, token, "register", user, within)
    if wrong is not None:
        return _refuse(wrong, "wan_register")
    if not form.validate_on_submit() or not _spend(form, token, form.proved.credential_id, within):
        return _refuse_form(form, "wan_register")
    commit_after()
    name = form.state["name"]
    _datastore.create_webauthn(
        user,
        name=name,
        credential_id=form.proved.credential_id,
        public_key=form.proved.credential_public_key,
        sign_count=form.proved.sign_count,
        transports=form.transports,
        backup_state=form.proved.credential_backed_up,
        device_type=form.proved.credential_device_type.value,
        extensions=form.extensions,
        usage=form.state["usage"],
    )
    signals.send(signals.wan_registered, user=user, name=name)
    if wants_json():
        return base_render_json(form, include_user=False)
    say("WEBAUTHN_REGISTER_SUCCESSFUL", name=name)
    return redirect(get_url(value("WAN_POST_REGISTER_VIEW")))


@fresh_auth_required
def wan_delete() -> Any:
    """Deletes one. A GET comes from who had to show first who they are."""
    user = login.current_user._get_current_object()
    form = build_from_request("wan_delete_form")
    if form.validate_on_submit():
        commit_after()
        key = next(key for key in user.webauthn if key.name == form.name.data)
        signals.send(signals.wan_deleted, user=user, name=key.name)
        _datastore.delete_webauthn(key)
        if wants_json():
            return base_render_json(form, include_user=False)
        say("WEBAUTHN_CREDENTIAL_DELETED", name=form.name.data)
        return redirect(url_for_security("wan_register"))
    if request.method == "POST":
        return _refuse_form(form, "wan_register")
    return base_render_json(form, include_user=False) if wants_json() else redirect(url_for_security("wan_register"))


class WebAuthnTfPlugin(TfPluginBase):
    """Passkeys, as one of the kinds of second factors."""

    def create_blueprint(self, app: Flask, bp: Any, state: Any) -> None:
        """The pages are those of :func:`install`."""

    def get_setup_methods(self, user: Any) -> list[tuple[str, str]]:
        return [("webauthn", method_label("webauthn"))] if has_webauthn(user, "secondary") else []

    def tf_login(self, user: Any, json_payload: dict[str, Any], next_loc: Optional[str]) -> Any:
        """Asks for a passkey."""
        session[STATE] = "ready"
        if not wants_json():
            return redirect(url_for_security("wan_signin", **({"next": next_loc} if next_loc else {})))
        told = {
            "tf_state": "ready",
            "tf_primary_method": "webauthn",
            "tf_method": "webauthn",
            "tf_signin_url": url_for_security("wan_signin"),
        }
        return base_render_json(DummyForm(formdata=None), include_user=False, additional={**json_payload, **told})


# -- one is shown ----------------------------------------------------------------------------------------------------


def _waiting() -> Any:
    """The user whose login waits for a second factor."""
    return waiting_user() if session.get(STATE) == "ready" else None


def _show_question(template: str, context_of: str, form: Any, name: str, asked: Any, **more: Any) -> Any:
    context: dict[str, Any] = {name: form}
    if asked is not None:
        answer = build("wan_signin_response_form")
        answer.next.data = form.next.data
        if "remember" in form:
            answer.remember.data = form.remember.data
        context.update(wan_signin_response_form=answer, wan_state=asked[0], credential_options=_in_script(asked[1]))
    return page(template, context_of, **context, **more)


@unauth_csrf()
def wan_signin() -> Any:
    """Signing in by a passkey, alone or as the second factor: what the device is asked."""
    half = _waiting()
    if half is None and not value("WAN_ALLOW_AS_FIRST_FACTOR"):
        abort(404)
    form = build_from_request("wan_signin_form")
    if someone_is_logged_in():
        return handle_already_auth(form)
    form.is_secondary = half is not None
    asked = None
    if form.validate_on_submit():
        usage = "secondary" if half is not None else "first"
        user = half if half is not None else form.user
        asked = _ask_to_show("second" if half is not None else "signin", user, usage, keys_of(user, usage))
        commit_after()
    if wants_json():
        said: dict[str, Any] = {"is_secondary": half is not None}
        if asked is not None:
            said.update(wan_state=asked[0], credential_options=asked[1], remember=form.remember.data)
        return base_render_json(form, include_user=False, additional=said)
    return _show_question("WAN_SIGNIN_TEMPLATE", "wan_signin", form, "wan_signin_form", asked, is_secondary=half is not None)


@unauth_csrf()
def wan_signin_response(token: str) -> Any:
    """What the device answered."""
    half = _waiting()
    if half is None and not value("WAN_ALLOW_AS_FIRST_FACTOR"):
        abort(404)
    form = build_from_request("wan_signin_response_form")
    if someone_is_logged_in():
        return handle_already_auth(form)
    form.is_secondary, form.expected = half is not None, half
    form.usage = ("secondary",) if half is not None else ("first",)
    if not _is_shown(form, token, "second" if half is not None else "signin", half):
        return form.answer or _refuse_form(form, "wan_signin")
    commit_after()
    if half is not None:
        known = _security.two_factor_plugins.tf_complete(form.user, True)
        if known:
            after_this_request(partial(tf_set_validity_token_cookie, token=known))
    else:
        # A device that knows its user is two factors by itself.
        alone = value("WAN_ALLOW_AS_MULTI_FACTOR") and form.proved.user_verified
        if not alone:
            answer = _security.second_factor(form.user, form.remember.data, "webauthn", _propagate_next(request.url, form))
            if answer is not None:
                return answer
        login_user(form.user, remember=form.remember.data, authn_via=["webauthn"])
    if wants_json():
        return base_render_json(form, include_auth_token=allowed_auth_token(form.user))
    return redirect(after_login())


def _is_shown(form: Any, token: str, purpose: str, user: Any) -> bool:
    """Whether the answer of a device is right, which is noted with its passkey."""
    form.answer = None
    within = value("WAN_SIGNIN_WITHIN")
    wrong = _answer_of(form, token, purpose, user, within)
    if wrong is not None:
        form.answer = _refuse(wrong, "wan_verify" if purpose == "verify" else "wan_signin")
        return False
    if not form.validate_on_submit() or not _spend(form, token, form.proved.credential_id, within):
        return False
    form.key.sign_count, form.key.backup_state = form.proved.new_sign_count, form.proved.credential_backed_up
    form.key.lastuse_datetime = _security.datetime_factory()
    _datastore.put(form.key)
    return True


@auth_required(lambda: value("API_ENABLED_METHODS"))
def wan_verify() -> Any:
    """Shows again who is logged in: what the device is asked."""
    user = login.current_user._get_current_object()
    form = build_from_request("wan_verify_form")
    asked = None
    if form.validate_on_submit():
        asked = _ask_to_show("verify", user, "verify", keys_of(user, value("WAN_ALLOW_AS_VERIFY")))
    if wants_json():
        said = {"wan_state": asked[0], "credential_options": asked[1]} if asked is not None else None
        return base_render_json(form, include_user=False, additional=said)
    return _show_question("WAN_VERIFY_TEMPLATE", "wan_verify", form, "wan_verify_form", asked)


@auth_required(lambda: value("API_ENABLED_METHODS"))
def wan_verify_response(token: str) -> Any:
    """What the device answered."""
    user = login.current_user._get_current_object()
    form = build_from_request("wan_signin_response_form")
    said = value("WAN_ALLOW_AS_VERIFY")
    form.expected, form.usage = user, (said,) if isinstance(said, str) else said or ()
    if not _is_shown(form, token, "verify", user):
        return form.answer or _refuse_form(form, "wan_verify")
    return shown_again(form)


# -- moving in -------------------------------------------------------------------------------------------------------


def install(security: Any, app: Flask, blueprint: Any) -> None:
    """Adds the pages where ``SECURITY_WEBAUTHN`` is on."""
    if not security.webauthn:
        return
    passkeys.library()
    security._webauthn_util = security._helpers["webauthn_util_cls"][1](app)

    def add(key: str, name: str, view: Any, answer: Any) -> None:
        path = str(value(key, app))
        blueprint.add_url_rule(path, name, view, methods=["GET", "POST"])
        if answer is not None:
            blueprint.add_url_rule(path + _slash_url_suffix(path, "<token>"), f"{name}_response", answer, methods=["POST"])

    add("WAN_REGISTER_URL", "wan_register", wan_register, wan_register_response)
    add("WAN_SIGNIN_URL", "wan_signin", wan_signin, wan_signin_response)
    add("WAN_DELETE_URL", "wan_delete", wan_delete, None)
    if value("FRESHNESS", app).total_seconds() >= 0 and value("WAN_ALLOW_AS_VERIFY", app):
        add("WAN_VERIFY_URL", "wan_verify", wan_verify, wan_verify_response)
