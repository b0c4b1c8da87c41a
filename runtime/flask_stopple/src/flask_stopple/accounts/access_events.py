"""Events of roles, factors and tokens, added to those of ``events.py``."""

from __future__ import annotations

from .. import audit
from . import events

#: Our events and the words of the OWASP Logging Vocabulary Cheat Sheet. Each is a signal too, sent with ``user`` and what stands behind it.
ACCESS: dict[str, str] = {
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
    "activated": "user_updated_activated",
    "deactivated": "user_updated_deactivated",
    "factors_reset": "user_updated_factor",
    "logged_out_by_admin": "session_revoked",
}

events.EVENTS.update(ACCESS)
events.signals.update({name: events._namespace.signal(f"account-{name.replace('_', '-')}") for name in ACCESS})
audit.VOCABULARY.update(ACCESS)
