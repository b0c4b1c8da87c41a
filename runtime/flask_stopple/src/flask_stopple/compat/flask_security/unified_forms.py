"""Forms of the unified sign-in: an identity and one thing that opens it, a password or a code."""

from __future__ import annotations

from typing import Any, Optional

from wtforms import BooleanField, PasswordField, RadioField, SelectMultipleField, StringField, SubmitField, TelField
from wtforms.widgets import CheckboxInput, ListWidget

from .fields import Form, IsString, IsStringOrInt, NextFormMixin, _get_form_field_label, choice, errors_of, get_form_field_xlate
from .forms import _way_back, may_come_in
from .identities import find_by, lookup_identity
from .messages import get_message
from .proxies import _datastore, _security
from .settings import _, value
from .twofactor import SENT, method_label

#: How long a code of an app is good: no longer than it is shown (ASVS 6.5.5).
_OF_AN_APP = 30


def code_methods() -> list[str]:
    """The ways that are offered and for which a code has to be sent."""
    return [method for method in value("US_ENABLED_METHODS") if method in SENT]


def set_up_methods(user: Any) -> list[str]:
    """The ways that are offered and that a user has set up, the password aside."""
    secrets = _datastore.us_get_totp_secrets(user)
    return [method for method in value("US_ENABLED_METHODS") if method in secrets]


def active_methods(user: Any) -> list[str]:
    """All ways by which a user may sign in."""
    return [*set_up_methods(user), *(["password"] if user.password else [])]


def window(method: str) -> int:
    """For how many seconds a code of this way is good."""
    return _OF_AN_APP if method == "authenticator" else int(value("US_TOKEN_VALIDITY"))


def way_of(user: Any, named: str, passcode: Any) -> Optional[str]:
    """By which way a passcode opens this account; ``None`` for none. A try is counted once, and nobody takes as long as somebody. Raises
    ``RateExceeded`` (429)."""
    _security.count(user, named)
    said = _security.password_util.normalize(str(passcode))
    is_password = _security.is_password(user, said)
    if is_password and "password" in value("US_ENABLED_METHODS"):
        return "password"
    for method in set_up_methods(user) if user is not None else ():
        if _security.totp_factory.check(said, _datastore.us_get_totp_secrets(user)[method], user, window(method)):
            return method
    _security.machinery.guessing.failed(user, named)
    return None


def _passcode() -> Any:
    return PasswordField(
        _get_form_field_label("passcode"),
        render_kw={"autocomplete": "current-password"},
        validators=[IsStringOrInt("INVALID_PASSWORD_CODE")],
    )


def _ways(label: str) -> Any:
    return RadioField(
        get_form_field_xlate(label),
        choices=[choice("email", get_form_field_xlate(_("Via email"))), choice("sms", get_form_field_xlate(_("Via SMS")))],
        validate_choice=False,
    )


class _SendsCode(Form):
    """A form that also asks for a code."""

    submit = SubmitField(_get_form_field_label("submit"))
    submit_send_code = SubmitField(_get_form_field_label("sendcode"))
    #: Set by the page to which the button leads that asks for a code.
    sends = False

    def _can_be_sent(self) -> bool:
        """Whether this user has set up the chosen way."""
        chosen = self.chosen_method.data
        return isinstance(chosen, str) and chosen in code_methods() and chosen in set_up_methods(self.user)


class UnifiedSigninForm(_SendsCode, NextFormMixin):
    """Signing in, or asking for a code to do so."""

    identity = StringField(_get_form_field_label("identity"), render_kw={"autocomplete": "username"}, validators=[IsString()])
    passcode = _passcode()
    chosen_method = _ways(_("Available Methods"))
    remember = BooleanField(_get_form_field_label("remember_me"), default=lambda: value("DEFAULT_REMEMBER_ME"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _way_back(self)
        self.requires_confirmation = False
        #: The way in which the user showed who they are.
        self.authn_via: Any = None

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        self.user = lookup_identity(self.identity.data) if self.identity.data else None
        return self._validate_sending() if self.sends else self._validate_passcode()

    def _validate_sending(self) -> bool:
        if self.chosen_method.data not in code_methods():
            errors_of(self.chosen_method).append(get_message("US_METHOD_NOT_AVAILABLE")[0])
        elif self.user is None:
            errors_of(self.identity).append(get_message("US_SPECIFY_IDENTITY")[0])
        elif may_come_in(self, errors_of(self.identity)) and not self._can_be_sent():
            errors_of(self.chosen_method).append(get_message("US_METHOD_NOT_AVAILABLE")[0])
        return not self.errors

    def _validate_passcode(self) -> bool:
        if not self.passcode.data:
            errors_of(self.passcode).append(get_message("INVALID_PASSWORD_CODE")[0])
            return False
        self.authn_via = way_of(self.user, str(self.identity.data or ""), self.passcode.data)
        if self.user is None:
            errors_of(self.identity).append(get_message("US_SPECIFY_IDENTITY")[0])
            return False
        if self.authn_via is None:
            self.user.track_failed_authn("passcode")
            errors_of(self.passcode).append(get_message("INVALID_PASSWORD_CODE")[0])
            return False
        return may_come_in(self, errors_of(self.identity))


class UnifiedVerifyForm(_SendsCode, NextFormMixin):
    """Showing again who one is, or asking for a code to do so."""

    passcode = _passcode()
    chosen_method = RadioField(_get_form_field_label("change_method"), choices=[], validate_choice=True)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        _way_back(self)
        self.chosen_method.choices = [choice(method, method_label(method)) for method in code_methods()]

    def validate(self, **kwargs: Any) -> bool:
        if not self.sends:
            # Nobody has to choose who gives a passcode.
            self.chosen_method.validate_choice = False
        if not super().validate(**kwargs):
            return False
        if self.sends:
            if not self._can_be_sent():
                errors_of(self.chosen_method).append(get_message("US_METHOD_NOT_AVAILABLE")[0])
            return not self.errors
        if not self.passcode.data:
            errors_of(self.passcode).append(get_message("INVALID_PASSWORD_CODE")[0])
        elif way_of(self.user, str(self.user.get_id()), self.passcode.data) is None:
            self.user.track_failed_authn("passcode")
            errors_of(self.passcode).append(get_message("INVALID_PASSWORD_CODE")[0])
        return not self.errors


class UnifiedSigninSetupForm(Form):
    """A way to sign in that is set up, or ways that are taken away."""

    chosen_method = RadioField(get_form_field_xlate(_("Available Methods")), choices=[], validate_choice=False)
    delete_method = SelectMultipleField(
        get_form_field_xlate(_("Delete active method")),
        choices=[],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    phone = TelField(_get_form_field_label("phone"), validators=[IsString()])
    submit = SubmitField(_get_form_field_label("submit"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.offer()

    def offer(self) -> None:
        """Sets the choices: what is not set up yet, and what can be taken away."""
        labels = {"email": "email_method", "authenticator": "authapp_method", "sms": "sms_method"}
        has = set_up_methods(self.user)
        self.chosen_method.choices = [
            choice(method, _get_form_field_label(label))
            for method, label in labels.items()
            if method in value("US_ENABLED_METHODS") and method not in has
        ]
        self.delete_method.choices = [choice(method, method_label(method)) for method in has]

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        chosen, gone = self.chosen_method.data, self.delete_method.data or []
        if not chosen and not gone:
            self.form_errors.append(get_message("API_ERROR")[0])
        if chosen and chosen not in [method for method in value("US_ENABLED_METHODS") if method != "password"]:
            errors_of(self.chosen_method).append(get_message("US_METHOD_NOT_AVAILABLE")[0])
        if not set(gone) <= set(set_up_methods(self.user)):
            errors_of(self.delete_method).append(get_message("US_METHOD_NOT_AVAILABLE")[0])
        if chosen == "sms" and not self.errors:
            self._judge_phone()
        return not self.errors

    def _judge_phone(self) -> None:
        wrong = get_message("PHONE_INVALID")[0]
        if self.phone.data:
            wrong = _security.phone_util.validate_phone_number(self.phone.data)
        if not wrong:
            self.phone.data = _security.phone_util.get_canonical_form(self.phone.data)
            owner, key = find_by("us_phone_number", self.phone.data), _security.machinery.users.user_key
            if owner is not None and key(owner) != key(self.user):
                wrong = get_message("IDENTITY_ALREADY_ASSOCIATED", attr="us_phone_number", value=self.phone.data)[0]
        if wrong:
            errors_of(self.phone).append(wrong)


class UnifiedSigninSetupValidateForm(Form):
    """The first code of a way that is set up. The page says which."""

    passcode = StringField(
        _get_form_field_label("passcode"),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
        validators=[IsStringOrInt("INVALID_PASSWORD_CODE")],
    )
    submit = SubmitField(_get_form_field_label("submitcode"), id="submit-code")
    method = totp_secret = ""

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        if not _security.totp_factory.verify_totp(self.passcode.data, self.totp_secret, self.user, window(self.method)):
            errors_of(self.passcode).append(get_message("INVALID_PASSWORD_CODE")[0])
        return not self.errors
