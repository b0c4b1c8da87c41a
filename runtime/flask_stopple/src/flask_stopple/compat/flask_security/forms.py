"""Our forms. An application replaces one by a subclass: ``Security(app, datastore, login_form=MyLogin)``."""

from __future__ import annotations

from typing import Any, Optional

from flask import request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, EmailField, Field, HiddenField, PasswordField, StringField, SubmitField
from wtforms.validators import Optional as OptionalField

from ... import login
from .confirmable import requires_confirmation
from .fields import (
    CodeFormMixin,
    EmailValidation,
    EqualToLocalize,
    Form,
    IsString,
    IsStringOrInt,
    LengthLocalize,
    NewPasswordFormMixin,
    NextFormMixin,
    PasswordConfirmFormMixin,
    PasswordFormMixin,
    RequiredLocalize,
    UniqueEmailFormMixin,
    UserEmailFormMixin,
    _default_field_labels,
    _get_form_field_label,
    _setup_methods_xlate,
    email_field,
    email_required,
    errors_of,
    get_form_field_xlate,
    new_username_field,
    password_field,
    password_required,
    take_refresh_cookie,
    unique_identity_attribute,
    unique_user_email,
    username_field,
    username_validator,
    valid_user_email,
)
from .identities import find_by, get_identity_attribute
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import url_for_security
from .sessions import is_user_authenticated
from .settings import _, value

__all__ = [
    "ChangePasswordForm",
    "CodeFormMixin",
    "ConfirmRegisterForm",
    "DummyForm",
    "EmailField",
    "EmailValidation",
    "EqualToLocalize",
    "ForgotPasswordForm",
    "Form",
    "IsString",
    "IsStringOrInt",
    "LengthLocalize",
    "LoginForm",
    "LogoutForm",
    "NewPasswordFormMixin",
    "NextFormMixin",
    "PasswordConfirmFormMixin",
    "PasswordField",
    "PasswordFormMixin",
    "PasswordlessLoginForm",
    "RegisterForm",
    "RegisterFormV2",
    "RequiredLocalize",
    "ResetPasswordForm",
    "SendConfirmationForm",
    "StringField",
    "SubmitField",
    "UniqueEmailFormMixin",
    "UserEmailFormMixin",
    "UsernameRecoveryForm",
    "VerifyForm",
    "_default_field_labels",
    "_get_form_field_label",
    "_setup_methods_xlate",
    "build",
    "build_from_request",
    "email_required",
    "form_errors_munge",
    "get_form_field_xlate",
    "password_required",
    "unique_identity_attribute",
    "unique_user_email",
    "valid_user_email",
]


def _submit(label: str, **keywords: Any) -> Any:
    return SubmitField(label=_get_form_field_label(label), **keywords)


def _way_back(form: Any) -> None:
    if request and not form.next.data:
        form.next.data = request.args.get("next", "")


def _judge_new(form: Any, field: Any, user: Any) -> bool:
    """Judges a new password, which gets its normal form."""
    wrong, field.data = _security.password_util.validate(field.data, False, user=user)
    errors_of(field).extend(wrong or ())
    return not wrong


class SendConfirmationForm(Form, UserEmailFormMixin):
    """Asks for the link that confirms an address."""

    submit = _submit("send_confirmation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if request and request.method == "GET":
            self.email.data = request.args.get("email")

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        if self.user.confirmed_at is not None:
            errors_of(self.email).append(get_message("ALREADY_CONFIRMED")[0])
            return False
        return True


class _AsksForMail(Form):
    """An address that is written to, unless its user may not come in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requires_confirmation = False

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        errors = errors_of(self.email)
        if not self.user.is_active:
            errors.append(get_message("DISABLED_ACCOUNT")[0])
            return False
        return not self.user.is_locked(errors)


class ForgotPasswordForm(_AsksForMail, UserEmailFormMixin):
    """Asks for the link that sets a new password."""

    submit = _submit("recover_password")

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        self.requires_confirmation = requires_confirmation(self.user)
        if self.requires_confirmation:
            errors_of(self.email).append(get_message("CONFIRMATION_REQUIRED")[0])
        return not self.requires_confirmation


class UsernameRecoveryForm(ForgotPasswordForm):
    """Asks for the username of an address."""

    submit = _submit("recover_username")


class PasswordlessLoginForm(_AsksForMail):
    """Asks for a link that logs in."""

    email = email_field(email_required, EmailValidation(verify=False), valid_user_email)
    submit = _submit("send_login_link")


class LoginForm(Form, PasswordFormMixin, NextFormMixin):
    """Name and password. A subclass that finds the user by itself sets ``user``, and ``ifield`` to the field that named them."""

    email = email_field(email_required, EmailValidation(verify=False))
    remember = BooleanField(_get_form_field_label("remember_me"), default=lambda: value("DEFAULT_REMEMBER_ME"))
    submit = _submit("login")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _way_back(self)
        if _security.recoverable and not self.password.description:
            link = Markup('<a href="{}">{}</a>')
            self.password.description = link.format(url_for_security("forgot_password"), get_message("FORGOT_PASSWORD")[0])
        self.requires_confirmation = False
        self.ifield: Any = None
        #: The user showed everything, so what keeps them out may be told.
        self.user_authenticated = False

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        if not self.ifield:
            self._find()
        named = getattr(self.ifield, "data", None) or ""
        self.password.data = _security.password_util.normalize(self.password.data)
        if not _security.count_try(self.user, str(named), self.password.data):
            if self.user is None:
                errors = errors_of(self.ifield) if self.ifield else self.form_errors
                errors.append(get_message("USER_DOES_NOT_EXIST")[0])
            else:
                self.user.track_failed_authn("password")
                errors_of(self.password).append(get_message("INVALID_PASSWORD")[0])
            return False
        self.user_authenticated = True
        return may_come_in(self, errors_of(self.ifield))

    def _find(self) -> None:
        """Finds the user by the first of the fields that is filled in and is an identity."""
        has_email = bool(get_identity_attribute("email")) and getattr(self, "email", None)
        if has_email and self.email.data:
            self.ifield, self.user = self.email, find_by("email", self.email.data)
        elif value("USERNAME_ENABLE"):
            if get_identity_attribute("username") and self.username.data:
                self.ifield, self.user = self.username, find_by("username", self.username.data)
        elif has_email:
            self.ifield = self.email


def may_come_in(form: Any, errors: list[Any]) -> bool:
    """Whether the user that a form found may log in; what is in the way is added to the errors."""
    form.requires_confirmation = requires_confirmation(form.user)
    if not form.user.is_active:
        errors.append(get_message("DISABLED_ACCOUNT")[0])
        return False
    if form.user.is_locked(errors):
        return False
    if form.requires_confirmation:
        errors.append(get_message("CONFIRMATION_REQUIRED")[0])
        return False
    return True


class LinkForm(Form):
    """The button on the page of a link from a mail."""

    submit = _submit("submit")


class LogoutForm(Form):
    """Logs out; a refresh token that is sent along ends too."""

    refresh_token = HiddenField(get_form_field_xlate(_("Refresh Token")), validators=[IsString(), OptionalField()])
    submit = _submit("submit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refresh_errors: Any = None
        self.refresh_tracker: Any = None
        take_refresh_cookie(self)

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        if self.refresh_token.data:
            from .tokens import verify_refresh_token

            # Whether it is good or not: who logs out is out.
            self.refresh_tracker, self.refresh_errors, _uid = verify_refresh_token(self.refresh_token.data)
        return True


class VerifyForm(Form, PasswordFormMixin, NextFormMixin):
    """The password once more, before something that asks for it."""

    submit = _submit("verify_password")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        _way_back(self)

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        self.password.data = _security.password_util.normalize(self.password.data)
        if not _security.count_try(self.user, str(self.user.get_id()), self.password.data):
            self.user.track_failed_authn("password")
            errors_of(self.password).append(get_message("INVALID_PASSWORD")[0])
            return False
        return True


class RegisterFormMixin:
    """What forms of registration have in common."""

    submit = _submit("register")

    def to_dict(self, only_user: bool) -> dict[str, Any]:
        """What was filled in; with ``only_user`` what users have columns for."""
        return {
            name: field.data
            for name, field in vars(self).items()
            if isinstance(field, Field) and (not only_user or hasattr(_datastore.user_model, field.name))
        }

    def _judge_password(self) -> bool:
        """Judges the new password; whether one is needed was asked before."""
        field: Any = self.password  # type: ignore[attr-defined]
        if not field.data:
            return True
        if not isinstance(field.data, str):
            return False
        about = {name: said for name, said in self.data.items() if hasattr(_datastore.user_model, name)}  # type: ignore[attr-defined]
        about.pop("password", None)
        wrong, field.data = _security.password_util.validate(field.data, True, **about)
        errors_of(field).extend(wrong or ())
        return not wrong


class ConfirmRegisterForm(UniqueEmailFormMixin, Form, RegisterFormMixin):
    """Registration of before version 5.6, without the password's repetition."""

    password = password_field("password", "new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing_username_user: Any = None

    def validate(self, **kwargs: Any) -> bool:
        # Everything is judged, so that a good answer tells nothing about the address.
        good = super().validate(**kwargs)
        said = self.password.data
        if value("PASSWORD_REQUIRED") and not (isinstance(said, str) and said.strip()):
            errors_of(self.password).append(get_message("PASSWORD_NOT_PROVIDED")[0])
            good = False
        return self._judge_password() and good


class RegisterForm(ConfirmRegisterForm, NextFormMixin):
    """Registration of before version 5.6."""

    password_confirm = PasswordField(
        _get_form_field_label("retype_password"),
        validators=[IsString(), EqualToLocalize("password", message="RETYPE_PASSWORD_MISMATCH"), OptionalField()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _way_back(self)

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        if not value("UNIFIED_SIGNIN") and not (self.password_confirm.data or "").strip():
            errors_of(self.password_confirm).append(get_message("PASSWORD_NOT_PROVIDED")[0])
            return False
        return True


class RegisterFormV2(
    UniqueEmailFormMixin, NextFormMixin, NewPasswordFormMixin, PasswordConfirmFormMixin, RegisterFormMixin, Form
):
    """Registration. The settings say whether there is a username, a password, and the password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing_username_user: Any = None
        _way_back(self)

    def validate(self, **kwargs: Any) -> bool:
        good = super().validate(**kwargs)
        return self._judge_password() and good


class ResetPasswordForm(Form, NewPasswordFormMixin, PasswordConfirmFormMixin):
    """A new password, by a link."""

    submit = _submit("reset_password")

    def validate(self, **kwargs: Any) -> bool:
        return super().validate(**kwargs) and _judge_new(self, self.password, self.user)


class ChangePasswordForm(Form):
    """A new password, by the old one."""

    password = PasswordField(_get_form_field_label("password"), render_kw={"autocomplete": "current-password"})
    new_password = password_field("new_password", "new-password", password_required)
    new_password_confirm = password_field(
        "retype_password", "new-password", EqualToLocalize("new_password", message="RETYPE_PASSWORD_MISMATCH"), password_required
    )
    submit = _submit("change_password")

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        user = login.current_user
        if user.password and not self._is_theirs(user):
            return False
        return _judge_new(self, self.new_password, user)

    def _is_theirs(self, user: Any) -> bool:
        errors, said = errors_of(self.password), self.password.data
        if not isinstance(said, str) or not said.strip():
            errors.append(get_message("PASSWORD_NOT_PROVIDED")[0])
            return False
        self.password.data = _security.password_util.normalize(said)
        if not _security.count_try(user, str(user.get_id()), self.password.data):
            errors.append(get_message("INVALID_PASSWORD")[0])
            return False
        if self.password.data == self.new_password.data:
            errors.append(get_message("PASSWORD_IS_THE_SAME")[0])
            return False
        return True


class DummyForm(Form):
    """No fields; for answers that have a user."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = kwargs.get("user")


# -- what the settings add -------------------------------------------------------------------------------------------


def fit(app: Any, forms: dict[str, Any]) -> None:
    """Gives the classes of an application's forms the fields that its settings ask for."""
    usernames = value("USERNAME_ENABLE", app)

    def cls(name: str) -> Any:
        return forms[name].cls

    if usernames:
        for name in ("register_form", "confirm_register_form"):
            if cls(name) and issubclass(cls(name), RegisterFormMixin):
                cls(name).username = new_username_field(app)
        if cls("login_form") and issubclass(cls("login_form"), LoginForm):
            cls("login_form").username = username_field(username_validator)
            if getattr(cls("login_form"), "email", None):
                cls("login_form").email = email_field(OptionalField(), EmailValidation(verify=False))
    register = cls("register_form")
    if register and issubclass(register, RegisterFormV2):
        if not value("PASSWORD_REQUIRED", app):
            same = EqualToLocalize("password", message="RETYPE_PASSWORD_MISMATCH")
            register.password = password_field("password", "new-password", OptionalField())
            register.password_confirm = password_field("retype_password", "new-password", same)
        if not value("PASSWORD_CONFIRM_REQUIRED", app):
            register.password_confirm = None


# -- making them -----------------------------------------------------------------------------------------------------


def build_from_request(name: str, **kwargs: Any) -> Any:
    """A form with what the request sent, as JSON or as a form."""
    data = None
    if request.content_length:
        sent = request.get_json() if request.is_json else request.form
        data = MultiDict(sent) if request.is_json else sent
    return build(name, formdata=data, meta=_suppress_form_csrf(), **kwargs)


def build(name: str, **kwargs: Any) -> Any:
    """A form by its name."""
    kwargs.setdefault("formdata", None)
    info = _security.forms[name]
    return info.instantiator(name, info.cls, **kwargs)


def _suppress_form_csrf() -> dict[str, Any]:
    if value("CSRF_IGNORE_UNAUTH_ENDPOINTS") and not is_user_authenticated(login.current_user):
        return {"csrf": False}
    return {}


_build_form, _build_form_from_request = build, build_from_request


def form_errors_munge(form: Any, fields: dict[str, dict[str, str]]) -> None:
    """Under ``SECURITY_RETURN_GENERIC_RESPONSES`` takes away what would tell whether there is an account; ``replace_msg`` says
    something that does not."""
    if not value("RETURN_GENERIC_RESPONSES"):
        return
    for name, how in fields.items():
        field = getattr(form, name, None)
        if field is not None and field.errors:
            field.errors = []
            instead: Optional[str] = how.get("replace_msg")
            text = get_message(instead)[0] if instead else None
            if text and text not in form.form_errors:
                form.form_errors.append(text)
