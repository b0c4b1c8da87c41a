"""Forms of second factors."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, TelField

from .fields import CodeFormMixin, Form, IsString, _get_form_field_label, choice, errors_of, get_form_field_xlate
from .forms import SubmitField
from .messages import get_message
from .proxies import _security
from .settings import _, value


class TwoFactorSetupForm(Form):
    """Which way, and the phone number where that is needed."""

    setup = RadioField(
        get_form_field_xlate(_("Available Methods")),
        choices=[
            choice("disable", get_form_field_xlate(_("Disable two-factor authentication"))),
            choice("email", _get_form_field_label("email_method")),
            choice("authenticator", _get_form_field_label("authapp_method")),
            choice("sms", _get_form_field_label("sms_method")),
        ],
        validate_choice=False,
    )
    phone = TelField(_get_form_field_label("phone"), validators=[IsString()])
    submit = SubmitField(_get_form_field_label("submit"))

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        offered = list(value("TWO_FACTOR_ENABLED_METHODS"))
        if "email" in offered:
            offered.append("mail")
        if not self.user.check_tf_required_setup():
            offered.append("disable")
        if self.setup.data not in offered:
            errors_of(self.setup).append(get_message("TWO_FACTOR_METHOD_NOT_AVAILABLE")[0])
            return False
        if self.setup.data != "sms":
            return True
        wrong = get_message("PHONE_INVALID")[0]
        if self.phone.data:
            wrong = _security.phone_util.validate_phone_number(self.phone.data)
        if wrong:
            errors_of(self.phone).append(wrong)
        return not wrong


#: How long codes are good, by the way in which they come.
_WINDOWS = {
    "authenticator": "TWO_FACTOR_AUTHENTICATOR_VALIDITY",
    "google_authenticator": "TWO_FACTOR_AUTHENTICATOR_VALIDITY",
    "email": "TWO_FACTOR_MAIL_VALIDITY",
    "mail": "TWO_FACTOR_MAIL_VALIDITY",
    "sms": "TWO_FACTOR_SMS_VALIDITY",
}


class TwoFactorVerifyCodeForm(Form, CodeFormMixin):
    """A code. The page says whose it is, and which secret it is of."""

    submit = SubmitField(_get_form_field_label("submitcode"), id="submit-code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.window = 0
        self.primary_method = ""
        self.tf_totp_secret = ""
        self.is_setup = False

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs) or self.primary_method not in _WINDOWS:
            return False
        self.window = value(_WINDOWS[self.primary_method])
        if self.primary_method.endswith("authenticator"):
            # An app's code is one of this moment, whatever was set (ASVS 6.5.5).
            self.window = min(self.window, 30)
        right = _security.totp_factory.verify_totp(
            token=self.code.data, totp_secret=self.tf_totp_secret, user=self.user, window=self.window
        )
        if not right:
            if not self.is_setup:
                self.user.track_failed_authn("code", True)
            errors_of(self.code).append(get_message("TWO_FACTOR_INVALID_TOKEN")[0])
        return bool(right)


class TwoFactorRescueForm(Form):
    """What else may help."""

    help_setup = RadioField(
        get_form_field_xlate(_("Trouble Accessing Your Account?/Lost Mobile Device?")),
        choices=[choice("help", get_form_field_xlate(_("Contact Administrator")))],
    )
    submit = SubmitField(_get_form_field_label("submit"), id="rescue")
