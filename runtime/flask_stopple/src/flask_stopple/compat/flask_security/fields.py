"""What our forms are made of: labels, validators and mixins."""

from __future__ import annotations

from typing import Any, Optional

from flask import request
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField, ValidationError
from wtforms.fields import choices
from wtforms.validators import DataRequired, EqualTo, Length, StopValidation

from .answers import say
from .identities import attributes, find_by
from .mail import EmailValidateException
from .messages import get_message
from .proxies import _security
from .redirects import get_url, validate_redirect_url
from .settings import _, value
from .texts import Lazy, lazy, localize

#: Labels by the names that Flask-Security gave them.
_default_field_labels: dict[str, str] = {
    "authapp_method": _("Set up using an authenticator app"),
    "change_method": _("Change Method"),
    "change_password": _("Change Password"),
    "code": _("Authentication Code"),
    "delete": _("Delete"),
    "email": _("Email Address"),
    "email_method": _("Set up using email"),
    "error": _("Error(s)"),
    "identity": _("Identity"),
    "login": _("Login"),
    "new_password": _("New Password"),
    "passcode": _("Passcode"),
    "password": _("Password"),
    "phone": _("Phone Number"),
    "recover_password": _("Recover Password"),
    "recover_username": _("Recover Username"),
    "register": _("Register"),
    "remember_me": _("Remember Me"),
    "reset_password": _("Reset Password"),
    "retype_password": _("Retype Password"),
    "send_confirmation": _("Resend Confirmation Instructions"),
    "send_login_link": _("Send Login Link"),
    "sendcode": _("Send Code"),
    "signin": _("Sign In"),
    "sms_method": _("Set up using SMS"),
    "submit": _("Submit"),
    "submitcode": _("Submit Code"),
    "username": _("Username"),
    "verify_password": _("Verify Password"),
}

#: What ways to show a second factor are called.
_setup_methods_xlate: dict[Optional[str], str] = {
    "google_authenticator": _("Google Authenticator"),
    "authenticator": _("authenticator"),
    "email": _("email"),
    "mail": _("email"),
    "sms": _("SMS"),
    "password": _("password"),
    "webauthn": _("passkey"),
    None: _("none"),
}


def _get_form_field_label(key: str) -> Any:
    return Lazy(lambda name: localize(_default_field_labels.get(name, "")), key)


def get_form_field_xlate(txt: str) -> Any:
    """A label of one's own, translated when it is shown."""
    return lazy(txt)


class Form(FlaskForm):  # type: ignore[misc]
    """What all forms inherit from."""

    #: Whom the form is about, once that is known.
    user: Any = None


# -- validators ------------------------------------------------------------------------------------------------------


class _Translated:
    """A validator whose message is one of ours by its key, or a text of the application's own."""

    def __init__(self, *arguments: Any, message: Optional[str] = None, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._key = message

    def __call__(self, form: Any, field: Any) -> Any:
        if self._key:
            said = value(f"MSG_{self._key}", strict=False)
            self.message = localize(said[0]) if said else self._key
        return super().__call__(form, field)  # type: ignore[misc]


class EqualToLocalize(_Translated, EqualTo):  # type: ignore[misc]
    """Equal to another field."""


class RequiredLocalize(_Translated, DataRequired):  # type: ignore[misc]
    """Not empty."""


class LengthLocalize(_Translated, Length):  # type: ignore[misc]
    """Not too short, and not too long."""


class IsString:
    """A text: JSON may bring anything else."""

    _kinds: Any = str

    def __init__(self, message: str = "API_ERROR") -> None:
        self._key = message

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is not None and not isinstance(field.data, self._kinds):
            raise StopValidation(get_message(self._key)[0])


class IsStringOrInt(IsString):
    """A text or a number, as codes are."""

    _kinds = (str, int)


class EmailValidation:
    """An address, which gets its normal form; with ``verify`` one that can be written to."""

    def __init__(self, verify: bool = False) -> None:
        self.verify = verify

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None:
            raise ValidationError(get_message("EMAIL_NOT_PROVIDED")[0])
        try:
            judge = _security.mail_util.validate if self.verify else _security.mail_util.normalize
            field.data = judge(field.data)
        except EmailValidateException as error:
            raise StopValidation(error.msg) from None
        except ValueError:
            raise StopValidation(get_message("INVALID_EMAIL_ADDRESS")[0]) from None


email_required = RequiredLocalize(message="EMAIL_NOT_PROVIDED")
password_required = RequiredLocalize(message="PASSWORD_NOT_PROVIDED")


def valid_user_email(form: Any, field: Any) -> None:
    """An address that somebody has, who becomes ``form.user``."""
    form.user = find_by("email", field.data)
    if form.user is None:
        raise ValidationError(get_message("USER_DOES_NOT_EXIST")[0])


def unique_user_email(form: Any, field: Any) -> None:
    """An address that nobody has; who has it becomes ``form.existing_email_user``."""
    form.existing_email_user = find_by("email", field.data)
    if form.existing_email_user is not None:
        raise ValidationError(get_message("EMAIL_ALREADY_ASSOCIATED", email=field.data)[0])


def username_validator(form: Any, field: Any) -> None:
    """A username, which gets its normal form."""
    wrong, field.data = _security.username_util.validate(field.data)
    if wrong:
        raise ValidationError(wrong)


def _unique_username(form: Any, field: Any) -> None:
    form.existing_username_user = find_by("username", field.data) if field.data else None
    if form.existing_username_user is not None:
        raise ValidationError(get_message("USERNAME_ALREADY_ASSOCIATED", username=field.data)[0])


def unique_identity_attribute(form: Any, field: Any) -> None:
    """A text that names nobody, by whatever attribute."""
    for attr, details in attributes():
        mapped = details["mapper"](field.data)
        if mapped and find_by(attr, mapped):
            raise ValidationError(get_message("IDENTITY_ALREADY_ASSOCIATED", attr=attr, value=mapped)[0])


# -- fields ----------------------------------------------------------------------------------------------------------


def email_field(*validators: Any) -> Any:
    """The address."""
    return EmailField(_get_form_field_label("email"), render_kw={"autocomplete": "email"}, validators=[IsString(), *validators])


def password_field(label: str, autocomplete: str, *validators: Any) -> Any:
    """A password; ``autocomplete`` tells password managers which (ASVS 6.2.7)."""
    return PasswordField(_get_form_field_label(label), render_kw={"autocomplete": autocomplete}, validators=[IsString(), *validators])


def username_field(*validators: Any) -> Any:
    """The username."""
    return StringField(
        _get_form_field_label("username"), render_kw={"autocomplete": "username"}, validators=[IsString(), *validators]
    )


def new_username_field(app: Any) -> Any:
    """A username that nobody has."""
    required = [RequiredLocalize(message="USERNAME_NOT_PROVIDED")] if value("USERNAME_REQUIRED", app) else []
    return username_field(*required, username_validator, _unique_username)


class UserEmailFormMixin:
    """The address of somebody who is there."""

    email = email_field(email_required, EmailValidation(verify=True), valid_user_email)


class UniqueEmailFormMixin:
    """An address that nobody has yet."""

    email = email_field(email_required, EmailValidation(verify=True), unique_user_email)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing_email_user: Any = None


class PasswordFormMixin:
    """The password of before."""

    password = password_field("password", "current-password", password_required)


class NewPasswordFormMixin:
    """A new password."""

    password = password_field("password", "new-password", password_required)


class PasswordConfirmFormMixin:
    """The new password once more."""

    password_confirm = password_field(
        "retype_password", "new-password", EqualToLocalize("password", message="RETYPE_PASSWORD_MISMATCH"), password_required
    )


class NextFormMixin:
    """Where to go afterwards: on this site."""

    next = HiddenField()

    def validate_next(self, field: Any) -> None:
        """Refuses to lead to another site."""
        if field.data and not validate_redirect_url(get_url(field.data)):
            field.data = ""
            say("INVALID_REDIRECT")
            raise ValidationError(get_message("INVALID_REDIRECT")[0])


class CodeFormMixin:
    """A code of an app, a mail or a message."""

    code = StringField(
        _get_form_field_label("code"),
        render_kw={"autocomplete": "one-time-code", "type": "text", "pattern": "[0-9]*", "inputmode": "numeric"},
        validators=[IsStringOrInt(), RequiredLocalize()],
    )


_Option: Any = getattr(choices, "SelectChoice", None)

if _Option is not None:

    class _Choice(_Option):  # type: ignore[misc]
        """One of several ways as this WTForms wants it, whose name and label are found where they were in a pair."""

        def __getitem__(self, place: int) -> Any:
            return (self.value, self.label)[place]


def choice(name: str, label: Any) -> Any:
    """One of several ways."""
    return (name, label) if _Option is None else _Choice(name, label)


def take_refresh_cookie(form: Any) -> None:
    """Fills in the refresh token of its cookie, where it has one: the cookie alone counts then."""
    name = value("REFRESH_TOKEN_COOKIE_NAME")
    if request and value("REFRESH_TOKEN") and name:
        form.refresh_token.data = request.cookies.get(name)


def errors_of(field: Any) -> list[Any]:
    """The errors of a field, as a list that takes more."""
    if not isinstance(field.errors, list):
        field.errors = list(field.errors)
    return field.errors
