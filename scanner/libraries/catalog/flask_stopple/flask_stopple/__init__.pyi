"""The guard. What it shuts depends on its settings, which are the keywords: rules ask for them."""

from .csrf import csrf_field as csrf_field, csrf_meta as csrf_meta, csrf_token as csrf_token, protect as protect, renew_token as renew_token, validate_csrf_token as validate_csrf_token
from .errors import CSRFError as CSRFError, HostRefused as HostRefused, PlainRefused as PlainRefused, RateExceeded as RateExceeded
from .extension import Stopple as Stopple, csp_nonce as csp_nonce
from .limits import Limit as Limit, limit as limit
from .login import (
    AnonymousUserMixin as AnonymousUserMixin,
    Login as Login,
    UserMixin as UserMixin,
    confirm_login as confirm_login,
    current_user as current_user,
    end_listed_session as end_listed_session,
    fresh_login_required as fresh_login_required,
    list_sessions as list_sessions,
    login_fresh as login_fresh,
    login_remembered as login_remembered,
    login_required as login_required,
    login_url as login_url,
    login_user as login_user,
    logout_everywhere as logout_everywhere,
    logout_user as logout_user,
    safe_next as safe_next,
)
from .overrides import csrf_exempt as csrf_exempt, csrf_protect as csrf_protect, headers as headers, plain_http as plain_http
from .policies import csp_hash as csp_hash, trusted_types as trusted_types
from .settings import DEFAULT_CSP as DEFAULT_CSP, DEFAULT_PERMISSIONS as DEFAULT_PERMISSIONS
