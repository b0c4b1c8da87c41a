"""Recovery codes: hashed under the application's key, each works once. Codes that Flask-Security kept, in clear or encrypted, still work."""

from __future__ import annotations

import time
from typing import Any

from flask import Flask, current_app, redirect, request
from wtforms import StringField

from ... import _stopple, login
from ...accounts.factors import guesses
from ...accounts.factors.recovery import HASHED
from ...accounts.forms import Refused
from ...errors import RateExceeded
from .answers import base_render_json, commit_after, page, wants_json
from .decorators import anonymous_user_required, fresh_auth_required, unauth_csrf
from .fields import Form, IsString, RequiredLocalize, _get_form_field_label, errors_of, get_form_field_xlate
from .forms import SubmitField, build_from_request
from .messages import get_message
from .proxies import _datastore, _security
from .redirects import after_login
from .settings import _, value
from .tf_plugin import tf_check_state, tf_illegal_state


class MfRecoveryCodesUtil:
    """Makes and takes recovery codes: ``Security(app, datastore, mf_recovery_codes_util_cls=...)`` takes another one."""

    def __init__(self, app: Flask) -> None:
        self.cryptor: Any = None
        keys = value("MULTI_FACTOR_RECOVERY_CODES_KEYS", app)
        if keys:
            self.setup_cryptor(keys)

    def setup_cryptor(self, keys: list[bytes]) -> None:
        """Reads codes that were encrypted under these keys."""
        from cryptography.fernet import Fernet, MultiFernet

        self.cryptor = MultiFernet([Fernet(key) for key in keys])

    def create_recovery_codes(self, user: Any) -> list[str]:
        """New codes in the place of all that there were. They are shown this once."""
        codes: list[str] = _security.totp_factory.generate_recovery_codes(value("MULTI_FACTOR_RECOVERY_CODES_N"))
        user = _security.machinery.users.lock_user(user) or user
        _datastore.mf_set_recovery_codes(user, [HASHED + _digests(code)[0] for code in codes])
        return codes

    def get_recovery_codes(self, user: Any) -> list[str]:
        """Codes that can still be shown: those of before. Ours are hashed."""
        return [code for code in map(self._in_clear, _datastore.mf_get_recovery_codes(user)) if code]

    def check_recovery_code(self, user: Any, code: str) -> bool:
        """Whether a code is one of the user's. Raises ``RateExceeded`` (429)."""
        try:
            guesses.count(_security.machinery, user, "recovery")
        except Refused as refused:
            raise RateExceeded() from refused
        return self._find(user, code) is not None

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """Uses a code up: ``True`` for the first who does."""
        users = _security.machinery.users
        # Alone with the row: two codes at once must not bring each other back.
        locked = users.lock_user(user)
        place = self._find(locked, code) if locked is not None else None
        now = int(time.time())
        mark = f"recovery\0{users.user_key(user)}\0{_digests(code)[0]}"
        if place is None or not current_app.extensions["stopple"].store.spend(mark, now + 86_400, now):
            users.rollback()
            return False
        return bool(_datastore.mf_delete_recovery_code(locked, place))

    def _find(self, user: Any, code: str) -> Any:
        digests = _digests(code)
        found = None
        for place, kept in enumerate(_datastore.mf_get_recovery_codes(user)):
            clear = self._in_clear(kept)
            digest = kept[len(HASHED) :] if kept.startswith(HASHED) else _digests(clear)[0] if clear else ""
            # All are looked at: the time tells nothing.
            if any([_stopple.is_same(digest, one) for one in digests]):
                found = place
        return found

    def _in_clear(self, kept: str) -> str:
        if kept.startswith(HASHED):
            return ""
        if self.cryptor is None:
            return kept
        from cryptography.fernet import InvalidToken

        try:
            return str(self.cryptor.decrypt(kept.encode(), value("MULTI_FACTOR_RECOVERY_CODE_TTL")).decode())
        except InvalidToken:
            # Too old, or under a key that is gone.
            return ""


def _digests(code: str) -> list[str]:
    secret, fallbacks = current_app.extensions["stopple"].secrets()
    return [_stopple.recovery_digest(code, key) for key in (secret, *fallbacks)]


class MfRecoveryCodesForm(Form):
    """Asks for new codes."""

    show_codes = SubmitField(get_form_field_xlate(_("Show Recovery Codes")))
    generate_new_codes = SubmitField(get_form_field_xlate(_("Generate New Recovery Codes")))


class MfRecoveryForm(Form):
    """A code in the place of the second factor."""

    code = StringField(get_form_field_xlate(_("Recovery Code")), validators=[IsString(), RequiredLocalize()])
    submit = SubmitField(_get_form_field_label("submitcode"))

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        right = bool(_security.mf_recovery_codes_util.check_recovery_code(self.user, self.code.data))
        if not right:
            errors_of(self.code).append(get_message("INVALID_RECOVERY_CODE")[0])
        return right


FORMS: dict[str, Any] = {"mf_recovery_codes_form": MfRecoveryCodesForm, "mf_recovery_form": MfRecoveryForm}
HELPERS: dict[str, Any] = {"mf_recovery_codes_util_cls": ("_mf_recovery_codes_util", MfRecoveryCodesUtil)}


def install(security: Any, app: Flask, blueprint: Any) -> None:
    """Adds the pages."""
    security._mf_recovery_codes_util = security._helpers["mf_recovery_codes_util_cls"][1](app)
    if not value("MULTI_FACTOR_RECOVERY_CODES", app) or not security.support_mfa:
        return
    both = ["GET", "POST"]
    blueprint.add_url_rule(value("MULTI_FACTOR_RECOVERY_CODES_URL", app), "mf_recovery_codes", mf_recovery_codes, methods=both)
    blueprint.add_url_rule(value("MULTI_FACTOR_RECOVERY_URL", app), "mf_recovery", mf_recovery, methods=both)


@fresh_auth_required
def mf_recovery_codes() -> Any:
    """Makes new codes and shows them."""
    form = build_from_request("mf_recovery_codes_form")
    user = login.current_user._get_current_object()
    util = _security.mf_recovery_codes_util
    if form.validate_on_submit():
        codes = util.create_recovery_codes(user)
        commit_after()
    else:
        codes = util.get_recovery_codes(user)
        if not wants_json():
            shown = request.args.get("show_codes")
            if shown and not codes:
                errors_of(form.show_codes).append(get_message("NO_RECOVERY_CODES_SETUP")[0])
            codes = codes if shown else []
    if wants_json():
        return base_render_json(form, include_user=False, additional={"recovery_codes": codes})
    return page("MULTI_FACTOR_RECOVERY_CODES_TEMPLATE", "mf_recovery_codes", mf_recovery_codes_form=form, recovery_codes=codes)


@anonymous_user_required
@unauth_csrf()
def mf_recovery() -> Any:
    """Takes a code at a login."""
    form = build_from_request("mf_recovery_form")
    form.user = tf_check_state(["ready"])
    if form.user is None:
        return tf_illegal_state(form, value("TWO_FACTOR_ERROR_VIEW"))
    if form.validate_on_submit():
        if _security.mf_recovery_codes_util.delete_recovery_code(form.user, form.code.data):
            commit_after()
            # No browser is trusted for a code that is gone.
            _security.two_factor_plugins.tf_complete(form.user, True)
            return base_render_json(form) if wants_json() else redirect(after_login())
        errors_of(form.code).append(get_message("INVALID_RECOVERY_CODE")[0])
    if wants_json():
        return base_render_json(form, include_user=False)
    return page("MULTI_FACTOR_RECOVERY_TEMPLATE", "mf_recovery", mf_recovery_form=form)
