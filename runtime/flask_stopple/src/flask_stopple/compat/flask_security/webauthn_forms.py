"""Forms of passkeys: each step asks first, and then takes what the device answered."""

from __future__ import annotations

import json
from typing import Any, Iterable, Optional

from wtforms import BooleanField, HiddenField, RadioField, StringField, SubmitField

from ... import login
from ...accounts.factors import passkeys
from .confirmable import requires_confirmation
from .fields import Form, NextFormMixin, _get_form_field_label, choice, errors_of, get_form_field_xlate
from .forms import _way_back
from .identities import lookup_identity
from .messages import get_message
from .naming import input_svn
from .proxies import _datastore, _security
from .settings import _, value


def usages() -> list[str]:
    """What a passkey may be made for."""
    return ["first", "secondary"] if value("WAN_ALLOW_AS_FIRST_FACTOR") else ["secondary"]


def keys_of(user: Any, usage: Any) -> list[Any]:
    """The passkeys of a user that were made for one of these uses."""
    wanted = [usage] if isinstance(usage, str) else list(usage or ())
    return [key for key in getattr(user, "webauthn", None) or () if key.usage in wanted]


def _name_field() -> Any:
    return StringField(get_form_field_xlate(_("Nickname")))


class _NamedForm(Form):
    """A passkey's name, which gets its normal form."""

    name = _name_field()

    def validate_name(self, field: Any) -> None:
        from wtforms import ValidationError

        if not isinstance(field.data, str) or not field.data.strip():
            raise ValidationError(get_message("WEBAUTHN_NAME_REQUIRED")[0])
        reason, name = input_svn(field.data, value("WAN_NAME_ALLOWED_CHARS"), value("INPUT_NORMALIZE_FORM"))
        if name is None:
            raise ValidationError(
                get_message("WEBAUTHN_NAME_DISALLOWED_CHARACTERS" if reason == "unallowed" else "INVALID_INPUT")[0]
            )
        most = value("WAN_NAME_MAX_LENGTH")
        if len(name) > most:
            raise ValidationError(get_message("INVALID_INPUT_LENGTH", length=most)[0])
        field.data = name


class WebAuthnRegisterForm(_NamedForm):
    """A new passkey: its name, and what it is for."""

    usage = RadioField(
        get_form_field_xlate(_("Usage")),
        choices=[
            choice("first", get_form_field_xlate(_("Use as a first authentication factor"))),
            choice("secondary", get_form_field_xlate(_("Use as a secondary authentication factor"))),
        ],
        default="secondary",
    )
    submit = SubmitField(label=get_form_field_xlate(_("Start")), id="wan_register")

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        if any(key.name == self.name.data for key in login.current_user.webauthn):
            errors_of(self.name).append(get_message("WEBAUTHN_NAME_INUSE", name=self.name.data)[0])
        if self.usage.data not in usages():
            errors_of(self.usage).append(get_message("API_ERROR")[0])
        return not self.errors


class WebAuthnDeleteForm(_NamedForm):
    """A passkey to be deleted, by its name."""

    submit = SubmitField(label=_get_form_field_label("delete"))

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        if not any(key.name == self.name.data for key in login.current_user.webauthn):
            errors_of(self.name).append(get_message("WEBAUTHN_NAME_NOT_FOUND", name=self.name.data)[0])
            return False
        return True


class _AnswerForm(Form):
    """What a device answered. The view says what it was asked: ``challenge``, ``user_verification``, ``user`` where one is known."""

    credential = HiddenField()
    challenge: str = ""
    user_verification: bool = False

    def read(self) -> Optional[dict[str, Any]]:
        """The answer, if it is an object with the parts that every answer has."""
        try:
            said = json.loads(self.credential.data or "")
        except (ValueError, TypeError, RecursionError):
            said = None
        if isinstance(said, dict) and isinstance(said.get("rawId"), str) and isinstance(said.get("response"), dict):
            return said
        self.refuse("API_ERROR")
        return None

    def refuse(self, key: str, **variables: Any) -> None:
        """Says what is wrong."""
        errors_of(self.credential).append(get_message(key, **variables)[0])

    def refuse_proof(self, error: Exception) -> None:
        """Says why an answer proves nothing; what is no answer at all, in other words."""
        from webauthn.helpers.exceptions import WebAuthnException

        if isinstance(error, WebAuthnException) and type(error).__name__ != "InvalidJSONStructure":
            self.refuse("WEBAUTHN_NO_VERIFY", cause=str(error))
        else:
            self.refuse("API_ERROR")


class WebAuthnRegisterResponseForm(_AnswerForm):
    """What a device answered to the wish for a new passkey."""

    submit = SubmitField(label=_get_form_field_label("submit"))
    proved: Any = None
    transports: list[str] = []
    extensions: str = ""

    def validate(self, **kwargs: Any) -> bool:
        said = self.read() if super().validate(**kwargs) else None
        if said is None:
            return False
        try:
            self.proved = passkeys.library().verify_registration_response(
                credential=said,
                expected_challenge=self.challenge.encode(),
                expected_rp_id=passkeys.domain(_security.machinery),
                expected_origin=_security.webauthn_util.origin(),
                require_user_verification=self.user_verification,
            )
        except passkeys.errors() as error:
            self.refuse_proof(error)
            return False
        if _datastore.find_webauthn(self.proved.credential_id) is not None:
            self.refuse("WEBAUTHN_CREDENTIAL_ID_INUSE")
            return False
        reached = said["response"].get("transports")
        self.transports = [word for word in (reached if isinstance(reached, list) else ()) if passkeys.is_word(word)][:8]
        more = said.get("extensions")
        self.extensions = more if isinstance(more, str) and len(more) <= 255 else ""
        return True


class WebAuthnSigninForm(Form, NextFormMixin):
    """Who wants to sign in by a passkey; the name may be left out."""

    identity = StringField(_get_form_field_label("identity"), render_kw={"autocomplete": "username webauthn"})
    remember = BooleanField(_get_form_field_label("remember_me"), default=lambda: value("DEFAULT_REMEMBER_ME"))
    submit = SubmitField(label=get_form_field_xlate(_("Start")), id="wan_signin")
    #: Its `user` is whose passkeys are told. Nobody is told apart from somebody without one.
    is_secondary = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _way_back(self)

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        named = self.identity.data
        if not self.is_secondary and value("WAN_ALLOW_USER_HINTS") and isinstance(named, str) and named:
            found = lookup_identity(named)
            self.user = found if found is not None and found.is_active else None
        return True


class WebAuthnVerifyForm(Form, NextFormMixin):
    """Asks for a passkey of who is logged in."""

    submit = SubmitField(label=get_form_field_xlate(_("Start")), id="wan_verify")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _way_back(self)


class WebAuthnSigninResponseForm(_AnswerForm, NextFormMixin):
    """A passkey that is shown."""

    remember = BooleanField(_get_form_field_label("remember_me"))
    submit = SubmitField(label=_get_form_field_label("submit"))
    #: What it may have been made for, and who it has to belong to.
    usage: Iterable[str] = ()
    expected: Any = None
    #: Whether this is a second factor.
    is_secondary = False
    #: The passkey, and what was proved by it.
    key: Any = None
    proved: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _way_back(self)

    def validate(self, **kwargs: Any) -> bool:
        said = self.read() if super().validate(**kwargs) else None
        if said is None or not self._find(said):
            return False
        try:
            self.proved = passkeys.library().verify_authentication_response(
                credential=said,
                expected_challenge=self.challenge.encode(),
                expected_rp_id=passkeys.domain(_security.machinery),
                expected_origin=_security.webauthn_util.origin(),
                credential_public_key=self.key.public_key,
                credential_current_sign_count=self.key.sign_count or 0,
                require_user_verification=self.user_verification,
            )
        except passkeys.errors() as error:
            self.refuse_proof(error)
            self.user.track_failed_authn("passkey", self.is_secondary)
            return False
        return self._may_come_in()

    def _find(self, said: dict[str, Any]) -> bool:
        """Finds the passkey and whose it is."""
        from webauthn.helpers import base64url_to_bytes

        try:
            self.key = _datastore.find_webauthn(base64url_to_bytes(said["rawId"]))
        except ValueError:
            self.key = None
        if self.key is None:
            self.refuse("WEBAUTHN_UNKNOWN_CREDENTIAL_ID")
            return False
        self.user = _datastore.find_user_from_webauthn(self.key)
        if self.user is None:
            self.refuse("WEBAUTHN_ORPHAN_CREDENTIAL_ID")
            return False
        if not self._is_theirs(said["response"].get("userHandle")):
            self.refuse("WEBAUTHN_MISMATCH_USER_HANDLE")
            return False
        if self.key.usage not in self.usage:
            self.refuse("WEBAUTHN_CREDENTIAL_WRONG_USAGE")
            return False
        return True

    def _is_theirs(self, handle: Any) -> bool:
        """Whether it belongs to who was asked, and the device says the same."""
        from webauthn.helpers import base64url_to_bytes

        key = _security.machinery.users.user_key
        if self.expected is not None and key(self.expected) != key(self.user):
            return False
        if not handle:
            return True
        try:
            shown = base64url_to_bytes(handle)
        except (ValueError, TypeError):
            return False
        return shown == str(self.user.fs_webauthn_user_handle or "").encode()

    def _may_come_in(self) -> bool:
        if not self.user.is_active:
            self.refuse("DISABLED_ACCOUNT")
            return False
        if requires_confirmation(self.user):
            self.refuse("CONFIRMATION_REQUIRED")
            return False
        return not self.user.is_locked(errors_of(self.credential))
