"""Codes as a second factor: of an app, by mail, by text message."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Optional

from flask import Flask, redirect, session

from . import signals
from .answers import base_render_json, do_flash, refuse_json, wants_json
from .clock import spoken
from .fields import _setup_methods_xlate
from .forms import DummyForm
from .mail import send_mail
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import url_for_security
from .settings import value
from .sms import SmsSenderFactory
from .texts import localize
from .tf_plugin import STATE, TfPluginBase, tf_clean_session

#: Ways by which a code has to be sent.
SENT = ("email", "mail", "sms")


def tf_send_security_token(user: Any, method: str, totp_secret: str, phone_number: Optional[str] = None) -> None:
    """Sends a code, where the way needs that. Raises what the sender raises."""
    code: Optional[str] = None
    if method in SENT:
        code = _security.totp_factory.generate_totp_password(totp_secret)
    if method == "sms":
        send_text_message(phone_number, code)
    elif code is not None:
        send_mail(
            value("EMAIL_SUBJECT_TWO_FACTOR"),
            user.email,
            value("TWO_FACTOR_EMAIL_TEMPLATE"),
            user=user,
            token=code,
            username=user.calc_username(),
            within=spoken(timedelta(seconds=value("TWO_FACTOR_MAIL_VALIDITY"))),
        )
    facts = {"method": method, "token": code, "login_token": code, "phone_number": phone_number}
    signals.send(signals.tf_security_token_sent, user=user, **facts)


def send_text_message(phone_number: Optional[str], code: Optional[str]) -> None:
    """Sends a code by text message."""
    if not phone_number:
        raise ValueError("there is no phone number to send to")
    text, _category = get_message("USE_CODE", code=code)
    sender = SmsSenderFactory.createSender(value("SMS_SERVICE"))
    sender.send_sms(from_number=value("SMS_SERVICE_CONFIG")["PHONE_NUMBER"], to_number=phone_number, msg=text)


def is_tf_setup(user: Any) -> bool:
    """Whether a user has set codes up."""
    return bool(getattr(user, "tf_totp_secret", None) and getattr(user, "tf_primary_method", None))


def method_label(method: Optional[str]) -> str:
    """What a way is called."""
    return localize(_setup_methods_xlate.get(method, method or "none"))


def tf_disable(user: Any) -> None:
    """Takes codes away from a user."""
    tf_clean_session()
    _datastore.tf_reset(user)
    signals.send(signals.tf_disabled, user=user)


class CodeTfPlugin(TfPluginBase):
    """Codes, as one of the kinds of second factors."""

    def create_blueprint(self, app: Flask, bp: Any, state: Any) -> None:
        """The pages are those of :mod:`two_factor`."""

    def get_setup_methods(self, user: Any) -> list[tuple[str, str]]:
        return [(user.tf_primary_method, method_label(user.tf_primary_method))] if is_tf_setup(user) else []

    def tf_login(self, user: Any, json_payload: dict[str, Any], next_loc: Optional[str]) -> Any:
        """Sends a code and asks for it; who has none has to set one up first."""
        if not is_tf_setup(user):
            session[STATE] = json_payload["tf_state"] = "setup_from_login"
            if not wants_json():
                return redirect(url_for_security("two_factor_setup"))
            return base_render_json(DummyForm(formdata=None), include_user=False, additional=json_payload)
        method = user.tf_primary_method
        session[STATE] = json_payload["tf_state"] = "ready"
        json_payload["tf_primary_method"] = json_payload["tf_method"] = method
        if method in SENT:
            phone = getattr(user, "tf_phone_number", None)
            trouble = user.tf_send_security_token(method=method, totp_secret=user.tf_totp_secret, phone_number=phone)
            if trouble:
                if wants_json():
                    return refuse_json(trouble, 500)
                do_flash(trouble, "error")
                return redirect(url_for_security("login"))
        if not wants_json():
            return redirect(url_for_security("two_factor_token_validation", **({"next": next_loc} if next_loc else {})))
        return base_render_json(DummyForm(formdata=None), include_user=False, additional=json_payload)
