"""Signals, under the names of Flask-Security. Each carries ``user`` where there is one."""

from __future__ import annotations

from typing import Any

from blinker import NamedSignal, Namespace
from flask import current_app

_namespace = Namespace()

user_authenticated: NamedSignal = _namespace.signal("user-authenticated")
user_unauthenticated: NamedSignal = _namespace.signal("user-unauthenticated")
user_failed_authn: NamedSignal = _namespace.signal("user-failed-authn")
user_registered: NamedSignal = _namespace.signal("user-registered")
user_not_registered: NamedSignal = _namespace.signal("user-not-registered")
user_confirmed: NamedSignal = _namespace.signal("user-confirmed")
confirm_instructions_sent: NamedSignal = _namespace.signal("confirm-instructions-sent")
login_instructions_sent: NamedSignal = _namespace.signal("login-instructions-sent")
password_reset: NamedSignal = _namespace.signal("password-reset")
password_changed: NamedSignal = _namespace.signal("password-changed")
reset_password_instructions_sent: NamedSignal = _namespace.signal("password-reset-instructions-sent")
refresh_tracker_created: NamedSignal = _namespace.signal("refresh-tracker-created")
refresh_tracker_revoked: NamedSignal = _namespace.signal("refresh-tracker-revoked")
tf_code_confirmed: NamedSignal = _namespace.signal("tf-code-confirmed")
tf_profile_changed: NamedSignal = _namespace.signal("tf-profile-changed")
tf_security_token_sent: NamedSignal = _namespace.signal("tf-security-token-sent")
tf_disabled: NamedSignal = _namespace.signal("tf-disabled")
us_security_token_sent: NamedSignal = _namespace.signal("us-security-token-sent")
us_profile_changed: NamedSignal = _namespace.signal("us-profile-changed")
wan_registered: NamedSignal = _namespace.signal("wan-registered")
wan_deleted: NamedSignal = _namespace.signal("wan-deleted")
change_email_instructions_sent: NamedSignal = _namespace.signal("change-email-instructions-sent")
change_email_confirmed: NamedSignal = _namespace.signal("change-email")
username_recovery_email_sent: NamedSignal = _namespace.signal("username-recovery-email-sent")
username_changed: NamedSignal = _namespace.signal("username-changed")


def send(signal: NamedSignal, **facts: Any) -> None:
    """Sends a signal of the present application; receivers may be async."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    signal.send(app, _async_wrapper=app.ensure_sync, **facts)
