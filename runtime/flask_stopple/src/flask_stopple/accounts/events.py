"""What happens to accounts: each event is a signal, and a line of the audit log. None carries a password, a link or a code."""

from __future__ import annotations

import logging
from typing import Any, Optional

from blinker import Namespace
from flask import current_app

from .. import audit

_namespace = Namespace()

#: Our events, each with its word of the OWASP Logging Vocabulary Cheat Sheet.
EVENTS: dict[str, str] = {
    "registration_asked": "user_registration_requested",
    "registered": "user_created",
    "confirmed": "user_updated_confirmed",
    "invited": "user_invited",
    "login_failed": "authn_login_fail",
    "login_second_factor": "authn_second_factor_requested",
    "link_asked": "authn_link_requested",
    "reset_asked": "authn_password_reset_requested",
    "password_reset": "authn_password_change_reset",
    "password_changed": "authn_password_change",
    "password_renewed": "authn_password_rehashed",
    "address_change_asked": "user_update_requested_address",
    "address_changed": "user_updated_address",
    "username_changed": "user_updated_username",
    "username_told": "user_username_recovered",
    "sessions_ended": "session_revoked",
    "exported": "user_exported",
    "deleted": "user_deleted",
    "mail_failed": "sys_mail_failed",
    # Roles, factors and tokens; behind each the facts that it is sent with.
    "forbidden": "authz_fail",  # wanted
    "role_given": "authz_change",  # role, until
    "role_withdrawn": "authz_change",  # role
    "role_changed": "authz_change",  # role, permissions
    "factor_added": "user_updated_factor",  # factor
    "factor_removed": "user_updated_factor",  # factor
    "factor_passed": "authn_login_success_factor",  # factor
    "factor_refused": "authn_login_fail_factor",  # factor
    "recovery_code_used": "authn_login_success_recovery_code",  # left
    "token_made": "authn_token_created",  # token, scopes
    "token_revoked": "authn_token_revoked",  # token
    "token_refused": "authn_login_fail_token",  # reason
    "refresh_token_stolen": "authn_token_reuse",  # family
    "sign_in_linked": "user_updated_sign_in",  # provider
    "sign_in_unlinked": "user_updated_sign_in",  # provider
    "sign_in_refused": "authn_login_fail_sign_in",  # provider, reason
    "activated": "user_updated_activated",
    "deactivated": "user_updated_deactivated",
    "factors_reset": "user_updated_factor",
    "logged_out_by_admin": "session_revoked",
}

#: The signals by name; each is sent by the application with ``user``, or ``None`` where there is none, and facts of its own.
signals = {name: _namespace.signal(f"account-{name.replace('_', '-')}") for name in EVENTS}

audit.VOCABULARY.update(EVENTS)


def happened(name: str, user: Optional[Any] = None, *, level: int = logging.INFO, **facts: Any) -> None:
    """Sends the signal and writes the line. ``facts`` go into both, and are words or ids."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    accounts = app.extensions["stopple_accounts"]
    audit.event(name, level=level, user=accounts.users.user_key(user) if user is not None else None, **facts)
    signals[name].send(app, user=user, **facts)


def __getattr__(name: str) -> Any:
    """``from flask_stopple.accounts.events import password_changed``."""
    try:
        return signals[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
