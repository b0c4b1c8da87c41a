"""Stopple: keeps a Flask application safe while it serves.

    app = Flask(__name__)
    Stopple(app)
"""

from __future__ import annotations

from ._stopple import __version__
from .csrf import csrf_field, csrf_meta, csrf_token, protect, renew_token, validate_csrf_token
from .errors import (
    CSRFError,
    HostRefused,
    PlainRefused,
    RateExceeded,
    SessionTooLarge,
    SettingError,
    StoreError,
    StoreUnavailable,
    WeakSecretKey,
)
from .extension import Stopple, csp_nonce
from .limits import Limit, limit
from .login import (
    AnonymousUserMixin,
    Login,
    UserMixin,
    confirm_login,
    current_user,
    end_listed_session,
    fresh_login_required,
    list_sessions,
    login_fresh,
    login_remembered,
    login_required,
    login_url,
    login_user,
    logout_everywhere,
    logout_user,
    safe_next,
)
from .overrides import csrf_exempt, csrf_protect, headers, plain_http
from .policies import csp_hash, trusted_types
from .settings import DEFAULT_CSP, DEFAULT_PERMISSIONS

__all__ = [
    "AnonymousUserMixin",
    "Limit",
    "Login",
    "UserMixin",
    "confirm_login",
    "current_user",
    "end_listed_session",
    "fresh_login_required",
    "limit",
    "list_sessions",
    "login_fresh",
    "login_remembered",
    "login_required",
    "login_url",
    "login_user",
    "logout_everywhere",
    "logout_user",
    "safe_next",
    "CSRFError",
    "DEFAULT_CSP",
    "DEFAULT_PERMISSIONS",
    "HostRefused",
    "PlainRefused",
    "RateExceeded",
    "SessionTooLarge",
    "SettingError",
    "Stopple",
    "StoreError",
    "StoreUnavailable",
    "WeakSecretKey",
    "__version__",
    "csp_hash",
    "csp_nonce",
    "csrf_exempt",
    "csrf_field",
    "csrf_meta",
    "csrf_protect",
    "csrf_token",
    "headers",
    "plain_http",
    "protect",
    "renew_token",
    "trusted_types",
    "validate_csrf_token",
]
