"""Everything that applications import from ``flask_security.utils``."""

from __future__ import annotations

from ... import login as _login
from .answers import (
    _view_commit,
    base_render_json,
    default_want_json,
    do_flash,
    json_error_response,
    simple_render_json,
)
from .clock import aware_utcfromtimestamp, aware_utcnow, naive_utcfromtimestamp, naive_utcnow
from .clock import spoken as _td_format
from .identities import (
    get_identity_attribute,
    get_identity_attributes,
    lookup_identity,
    uia_email_mapper,
    uia_phone_mapper,
    uia_username_mapper,
)
from .mail import send_mail
from .messages import get_message
from .naming import input_svn
from .passwords import (
    _encode_string,
    get_hmac,
    hash_data,
    hash_password,
    password_breached_validator,
    password_complexity_validator,
    password_length_validator,
    pwned,
    verify_and_update_password,
    verify_hash,
    verify_password,
)
from .proxies import _datastore, _security
from .redirects import (
    _get_post_action_redirect,
    _propagate_next,
    _simplify_url,
    _slash_url_suffix,
    get_url,
    transform_url,
    url_for_security,
    validate_redirect_url,
)
from .redirects import after_login as get_post_login_redirect
from .redirects import after_logout as get_post_logout_redirect
from .redirects import after_register as get_post_register_redirect
from .redirects import after_verify as get_post_verify_redirect
from .serializers import check_and_get_token_status
from .sessions import (
    check_and_update_authn_fresh,
    get_request_attr,
    is_user_authenticated,
    login_user,
    logout_user,
    set_request_attr,
)
from .settings import value as config_value
from .sms import SmsSenderBaseClass, SmsSenderFactory
from .texts import localize as localize_callback
from .tokens import parse_auth_token

_config_value = config_value
#: The name of before version 3.
encrypt_password = hash_password
current_user = _login.current_user

__all__ = [
    "SmsSenderBaseClass",
    "SmsSenderFactory",
    "_config_value",
    "_datastore",
    "_encode_string",
    "_get_post_action_redirect",
    "_propagate_next",
    "_security",
    "_simplify_url",
    "_slash_url_suffix",
    "_td_format",
    "_view_commit",
    "aware_utcfromtimestamp",
    "aware_utcnow",
    "base_render_json",
    "check_and_get_token_status",
    "check_and_update_authn_fresh",
    "config_value",
    "current_user",
    "default_want_json",
    "do_flash",
    "encrypt_password",
    "get_hmac",
    "get_identity_attribute",
    "get_identity_attributes",
    "get_message",
    "get_post_login_redirect",
    "get_post_logout_redirect",
    "get_post_register_redirect",
    "get_post_verify_redirect",
    "get_request_attr",
    "get_url",
    "hash_data",
    "hash_password",
    "input_svn",
    "is_user_authenticated",
    "json_error_response",
    "localize_callback",
    "login_user",
    "logout_user",
    "lookup_identity",
    "naive_utcfromtimestamp",
    "naive_utcnow",
    "parse_auth_token",
    "password_breached_validator",
    "password_complexity_validator",
    "password_length_validator",
    "pwned",
    "send_mail",
    "set_request_attr",
    "simple_render_json",
    "transform_url",
    "uia_email_mapper",
    "uia_phone_mapper",
    "uia_username_mapper",
    "url_for_security",
    "validate_redirect_url",
    "verify_and_update_password",
    "verify_hash",
    "verify_password",
]
