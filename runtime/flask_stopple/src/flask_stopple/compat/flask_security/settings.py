"""The ``SECURITY_`` keys of Flask-Security and their values where an application says nothing.

The names are those of Flask-Security 5.9. A value that differs from its is safer, and stands with its reason in ``docs/compat.md``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Optional

from flask import Flask, current_app
from werkzeug.local import LocalProxy

from .clock import naive_utcnow
from .identities import uia_email_mapper

PREFIX = "SECURITY_"

#: The ways to be known.
AUTHN_MECHANISMS = ("basic", "session", "token")


def _(text: str) -> str:
    """Marks a text that is translated when it is shown."""
    return text


_STRICT_COOKIE = {"httponly": True, "secure": True, "samesite": "Strict"}

_PLACES: dict[str, Any] = {
    "BLUEPRINT_NAME": "security",
    "CLI_ROLES_NAME": "roles",
    "CLI_USERS_NAME": "users",
    "URL_PREFIX": None,
    "SUBDOMAIN": None,
    "STATIC_FOLDER": "static",
    "STATIC_FOLDER_URL": "/fs-static",
    "LOGIN_URL": "/login",
    "LOGOUT_URL": "/logout",
    "VERIFY_URL": "/verify",
    "REGISTER_URL": "/register",
    "RESET_URL": "/reset",
    "CHANGE_URL": "/change",
    "CONFIRM_URL": "/confirm",
    "CHANGE_EMAIL_URL": "/change-email",
    "CHANGE_EMAIL_CONFIRM_URL": "/change-email-confirm",
    "CHANGE_USERNAME_URL": "/change-username",
    "USERNAME_RECOVERY_URL": "/recover-username",
    "REFRESH_TOKEN_URL": "/refresh-token",
    "TWO_FACTOR_SETUP_URL": "/tf-setup",
    "TWO_FACTOR_TOKEN_VALIDATION_URL": "/tf-validate",
    "TWO_FACTOR_RESCUE_URL": "/tf-rescue",
    "TWO_FACTOR_SELECT_URL": "/tf-select",
    "MULTI_FACTOR_RECOVERY_CODES_URL": "/mf-recovery-codes",
    "MULTI_FACTOR_RECOVERY_URL": "/mf-recovery",
    "US_SIGNIN_URL": "/us-signin",
    "US_SIGNIN_SEND_CODE_URL": "/us-signin/send-code",
    "US_SETUP_URL": "/us-setup",
    "US_VERIFY_URL": "/us-verify",
    "US_VERIFY_SEND_CODE_URL": "/us-verify/send-code",
    "US_VERIFY_LINK_URL": "/us-verify-link",
    "WAN_REGISTER_URL": "/wan-register",
    "WAN_SIGNIN_URL": "/wan-signin",
    "WAN_DELETE_URL": "/wan-delete",
    "WAN_VERIFY_URL": "/wan-verify",
    "OAUTH_START_URL": "/login/oauthstart",
    "OAUTH_RESPONSE_URL": "/login/oauthresponse",
    "OAUTH_VERIFY_START_URL": "/login/oauth-verify-start",
    "OAUTH_VERIFY_RESPONSE_URL": "/login/oauth-verify-response",
}

#: Where an action leads to; None is the next best of them.
_VIEWS: dict[str, Any] = {
    "POST_LOGIN_VIEW": "/",
    "POST_LOGOUT_VIEW": "/",
    **dict.fromkeys(
        (
            "LOGIN_ERROR_VIEW",
            "POST_OAUTH_LOGIN_VIEW",
            "POST_OAUTH_VERIFY_VIEW",
            "CONFIRM_ERROR_VIEW",
            "POST_CONFIRM_VIEW",
            "RESET_VIEW",
            "RESET_ERROR_VIEW",
            "VERIFY_ERROR_VIEW",
            "POST_RESET_VIEW",
            "POST_CHANGE_VIEW",
            "POST_VERIFY_VIEW",
            "POST_REGISTER_VIEW",
            "UNAUTHORIZED_VIEW",
            "REQUIRES_CONFIRMATION_ERROR_VIEW",
            "CHANGE_EMAIL_ERROR_VIEW",
            "POST_CHANGE_EMAIL_VIEW",
            "POST_CHANGE_USERNAME_VIEW",
        )
    ),
    "TWO_FACTOR_POST_SETUP_VIEW": ".two_factor_setup",
    "TWO_FACTOR_ERROR_VIEW": ".login",
    "US_POST_SETUP_VIEW": ".us_setup",
    "WAN_POST_REGISTER_VIEW": ".wan_register",
    "REDIRECT_HOST": None,
    "REDIRECT_BEHAVIOR": None,
    "REDIRECT_ALLOW_SUBDOMAINS": False,
    "REDIRECT_BASE_DOMAIN": None,
    "REDIRECT_ALLOWED_SUBDOMAINS": [],
}

_TEMPLATES: dict[str, Any] = {
    f"{key}_TEMPLATE": f"security/{name}.html"
    for key, name in (
        ("FORGOT_PASSWORD", "forgot_password"),
        ("LOGIN_USER", "login_user"),
        ("LOGOUT_USER", "logout_user"),
        ("REGISTER_USER", "register_user"),
        ("RESET_PASSWORD", "reset_password"),
        ("CHANGE_PASSWORD", "change_password"),
        ("CHANGE_EMAIL", "change_email"),
        ("CHANGE_USERNAME", "change_username"),
        ("SEND_CONFIRMATION", "send_confirmation"),
        ("SEND_LOGIN", "send_login"),
        ("LINK", "link"),
        ("VERIFY", "verify"),
        ("USERNAME_RECOVERY", "recover_username"),
        ("TWO_FACTOR_VERIFY_CODE", "two_factor_verify_code"),
        ("TWO_FACTOR_SETUP", "two_factor_setup"),
        ("TWO_FACTOR_SELECT", "two_factor_select"),
        ("MULTI_FACTOR_RECOVERY_CODES", "mf_recovery_codes"),
        ("MULTI_FACTOR_RECOVERY", "mf_recovery"),
        ("US_SIGNIN", "us_signin"),
        ("US_SETUP", "us_setup"),
        ("US_VERIFY", "us_verify"),
        ("WAN_REGISTER", "wan_register"),
        ("WAN_SIGNIN", "wan_signin"),
        ("WAN_VERIFY", "wan_verify"),
    )
}

_MAIL: dict[str, Any] = {
    "EMAIL_SENDER": LocalProxy(lambda: current_app.config.get("MAIL_DEFAULT_SENDER") or "no-reply@localhost"),
    "EMAIL_PLAINTEXT": True,
    "EMAIL_HTML": True,
    "EMAIL_VALIDATOR_ARGS": None,
    "EMAIL_SUBJECT_REGISTER": _("Welcome"),
    "EMAIL_SUBJECT_CONFIRM": _("Please confirm your email"),
    "EMAIL_SUBJECT_PASSWORDLESS": _("Login instructions"),
    "EMAIL_SUBJECT_PASSWORD_NOTICE": _("Your password has been reset"),
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": _("Your password has been changed"),
    "EMAIL_SUBJECT_PASSWORD_RESET": _("Password reset instructions"),
    "EMAIL_SUBJECT_USERNAME_CHANGE_NOTICE": _("Your username has been changed"),
    "EMAIL_SUBJECT_USERNAME_RECOVERY": _("Your requested username"),
    "EMAIL_SUBJECT_TWO_FACTOR": _("Two-Factor Login"),
    "EMAIL_SUBJECT_TWO_FACTOR_RESCUE": _("Two-Factor Rescue"),
    "CHANGE_EMAIL_SUBJECT": _("Confirm your new email address"),
    "US_EMAIL_SUBJECT": _("Verification Code"),
    "EMAIL_TEMPLATE_PASSWORDLESS": "security/email/login_instructions",
    "EMAIL_TEMPLATE_CONFIRM": "security/email/confirmation_instructions",
    "EMAIL_TEMPLATE_PASSWORD_RESET": "security/email/reset_instructions",
    "EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "security/email/reset_notice",
    "EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "security/email/change_notice",
    "REGISTER_EMAIL_TEMPLATE": "security/email/welcome",
    "REGISTER_EMAIL_EXISTING_TEMPLATE": "security/email/welcome_existing",
    "REGISTER_EMAIL_EXISTING_USERNAME_TEMPLATE": "security/email/welcome_existing_username",
    "CHANGE_EMAIL_EMAIL_TEMPLATE": "security/email/change_email_instructions",
    "CHANGE_USERNAME_EMAIL_TEMPLATE": "security/email/change_username_notice",
    "USERNAME_RECOVERY_EMAIL_TEMPLATE": "security/email/username_recovery",
    "TWO_FACTOR_EMAIL_TEMPLATE": "security/email/two_factor_instructions",
    "TWO_FACTOR_RESCUE_EMAIL_TEMPLATE": "security/email/two_factor_rescue",
    "US_EMAIL_TEMPLATE": "security/email/us_instructions",
    "SEND_REGISTER_EMAIL": True,
    "SEND_PASSWORD_CHANGE_EMAIL": True,
    "SEND_PASSWORD_RESET_EMAIL": True,
    "SEND_PASSWORD_RESET_NOTICE_EMAIL": True,
    "SEND_USERNAME_CHANGE_EMAIL": True,
    "TWO_FACTOR_RESCUE_EMAIL": True,
    "TWO_FACTOR_RESCUE_MAIL": "no-reply@localhost",
}

_PASSWORDS: dict[str, Any] = {
    # Read, and not asked: what is new is Argon2id, and what was stored before is told by its form.
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2", "bcrypt", "pbkdf2_sha256", "pbkdf2_sha512", "sha256_crypt", "sha512_crypt", "bcrypt_sha256", "scrypt", "des_crypt", "plaintext"],
    "DEPRECATED_PASSWORD_SCHEMES": ["auto"],
    "PASSWORD_HASH_OPTIONS": {},
    "PASSWORD_HASH_PASSLIB_OPTIONS": {},
    "PASSWORD_SINGLE_HASH": False,
    "HASHING_SCHEMES": [],
    "DEPRECATED_HASHING_SCHEMES": [],
    "PASSWORD_SALT": None,
    "PASSWORD_LENGTH_MIN": 8,
    "PASSWORD_COMPLEXITY_CHECKER": None,
    "PASSWORD_CHECK_BREACHED": False,
    "PASSWORD_BREACHED_COUNT": 1,
    #: Ours: the passwords that are tried first, and those made of the user's own name, are refused (NIST 800-63B 3.1.1.2).
    "PASSWORD_REFUSE_COMMON": True,
    "PASSWORD_NORMALIZE_FORM": "NFKD",
    "PASSWORD_REQUIRED": True,
    "PASSWORD_CONFIRM_REQUIRED": True,
    "ZXCVBN_MINIMUM_SCORE": 3,
}

_FEATURES: dict[str, Any] = {
    **dict.fromkeys(
        (
            "CHANGEABLE",
            "CHANGE_EMAIL",
            "CHANGE_USERNAME",
            "CONFIRMABLE",
            "PASSWORDLESS",
            "RECOVERABLE",
            "REGISTERABLE",
            "REFRESH_TOKEN",
            "TRACKABLE",
            "TWO_FACTOR",
            "UNIFIED_SIGNIN",
            "USERNAME_RECOVERY",
            "WEBAUTHN",
            "OAUTH_ENABLE",
            "MULTI_FACTOR_RECOVERY_CODES",
            "USERNAME_ENABLE",
            "USERNAME_REQUIRED",
            "LOGIN_WITHOUT_CONFIRMATION",
            "AUTO_LOGIN_AFTER_CONFIRM",
            "AUTO_LOGIN_AFTER_RESET",
            "DEFAULT_REMEMBER_ME",
            "ANONYMOUS_USER_DISABLED",
            "BACKWARDS_COMPAT_AUTH_TOKEN",
        ),
        False,
    ),
    "USE_REGISTER_V2": True,
    "FLASH_MESSAGES": True,
    "SCRIPT_NONCE_KEY": None,
    # No answer tells whether an account exists (ASVS 6.3.8).
    "RETURN_GENERIC_RESPONSES": True,
    # Scanners of mail open links too.
    "LINK_PAGES": True,
    "JOIN_USER_ROLES": True,
    "I18N_DOMAIN": "flask_security",
    "I18N_DIRNAME": "builtin",
    "INPUT_NORMALIZE_FORM": "NFKD",
    "USERNAME_ALLOWED_CHARS": ["L", "N"],
    "USERNAME_MIN_LENGTH": 4,
    "USERNAME_MAX_LENGTH": 32,
    "USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": uia_email_mapper, "case_insensitive": True}}],
    "PHONE_REGION_DEFAULT": "US",
    "DATETIME_FACTORY": naive_utcnow,
    "CACHE_CONTROL": {"private": True, "no-store": True},
    "DEFAULT_HTTP_AUTH_REALM": _("Login Required"),
    "LOGOUT_METHODS": ["POST"],
    "LOGOUT_CSRF": False,
}

#: How long things are good.
_TIMES: dict[str, Any] = {
    # NIST 800-63B 3.1.3.2 gives mailed secrets minutes. A link that proves an address may wait for its reader.
    "LOGIN_WITHIN": timedelta(minutes=15),
    "RESET_PASSWORD_WITHIN": timedelta(hours=1),
    "CONFIRM_EMAIL_WITHIN": timedelta(days=1),
    "CHANGE_EMAIL_WITHIN": timedelta(hours=2),
    "TWO_FACTOR_SETUP_WITHIN": timedelta(minutes=30),
    "US_SETUP_WITHIN": timedelta(minutes=30),
    "WAN_REGISTER_WITHIN": timedelta(minutes=30),
    "WAN_SIGNIN_WITHIN": timedelta(minutes=1),
    "TWO_FACTOR_LOGIN_VALIDITY": timedelta(days=30),
    "FRESHNESS": timedelta(hours=24),
    "FRESHNESS_GRACE_PERIOD": timedelta(hours=1),
    "FRESHNESS_ALLOW_AUTH_TOKEN": True,
    "TOKEN_MAX_AGE": timedelta(minutes=15),
    "TOKEN_EXPIRE_TIMESTAMP": lambda user: 0,
    "REFRESH_TOKEN_MAX_AGE": timedelta(days=90),
    "REFRESH_TOKEN_MAX_IDLE": timedelta(days=7),
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
    "TWO_FACTOR_MAIL_VALIDITY": 300,
    "TWO_FACTOR_SMS_VALIDITY": 120,
    "US_TOKEN_VALIDITY": 120,
    "WAN_REGISTER_TIMEOUT": 60000,
    "WAN_SIGNIN_TIMEOUT": 60000,
}

_TOKENS: dict[str, Any] = {
    "API_ENABLED_METHODS": ["session", "token"],
    "TOKEN_AUTHENTICATION_KEY": "auth_token",
    "TOKEN_AUTHENTICATION_HEADER": "Authentication-Token",
    "REFRESH_TOKEN_CLEANUP_EXPIRED": True,
    "REFRESH_TOKEN_CLEANUP_REVOKED": False,
    "REFRESH_TOKEN_COOKIE_NAME": "fs_refresh",
    "REFRESH_TOKEN_COOKIE": dict(_STRICT_COOKIE),
    "CSRF_PROTECT_MECHANISMS": AUTHN_MECHANISMS,
    "CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
    "CSRF_COOKIE_NAME": None,
    # Scripts read it; that is what it is for.
    "CSRF_COOKIE": {**_STRICT_COOKIE, "httponly": False},
    "CSRF_HEADER": "X-XSRF-Token",
    "CSRF_COOKIE_REFRESH_EACH_REQUEST": False,
    **{
        f"{name}_SALT": f"{name.lower().replace('_', '-')}-salt"
        for name in ("CONFIRM", "RESET", "LOGIN", "CHANGE", "CHANGE_EMAIL", "REMEMBER", "REFRESH_TOKEN", "US_SETUP", "WAN")
    },
    "TWO_FACTOR_SETUP_SALT": "tf-setup-salt",
    "TWO_FACTOR_VALIDITY_SALT": "tf-validity-salt",
}

_FACTORS: dict[str, Any] = {
    "TWO_FACTOR_REQUIRED": False,
    "TWO_FACTOR_ALWAYS_VALIDATE": True,
    "TWO_FACTOR_ENABLED_METHODS": ["email", "authenticator", "sms"],
    "TWO_FACTOR_VALIDITY_COOKIE_NAME": "tf_validity",
    "TWO_FACTOR_VALIDITY_COOKIE": dict(_STRICT_COOKIE),
    "TWO_FACTOR_IMPLEMENTATIONS": {
        "code": "flask_security.twofactor.CodeTfPlugin",
        "webauthn": "flask_security.webauthn.WebAuthnTfPlugin",
    },
    "TOTP_SECRETS": None,
    "TOTP_ISSUER": None,
    "SMS_SERVICE": "Dummy",
    "SMS_SERVICE_CONFIG": {"ACCOUNT_SID": None, "AUTH_TOKEN": None, "PHONE_NUMBER": None},
    "MULTI_FACTOR_RECOVERY_CODES_N": 5,
    "MULTI_FACTOR_RECOVERY_CODES_KEYS": None,
    "MULTI_FACTOR_RECOVERY_CODE_TTL": None,
    "US_ENABLED_METHODS": ["password", "email", "authenticator", "sms"],
    "US_MFA_REQUIRED": ["password", "email"],
    "US_SIGNIN_REPLACES_LOGIN": False,
    "WAN_CHALLENGE_BYTES": None,
    "WAN_RP_NAME": "My Flask App",
    "WAN_ALLOW_AS_FIRST_FACTOR": True,
    "WAN_ALLOW_AS_MULTI_FACTOR": True,
    # Whose passkeys there are tells whose account there is.
    "WAN_ALLOW_USER_HINTS": False,
    "WAN_ALLOW_AS_VERIFY": ["first", "secondary"],
    "WAN_NAME_ALLOWED_CHARS": ["L", "N", "Pc", "Pd", "Zs"],
    "WAN_NAME_MAX_LENGTH": 64,
    "OAUTH_BUILTIN_PROVIDERS": ["github", "google"],
}

DEFAULTS: dict[str, Any] = {
    **_PLACES,
    **_VIEWS,
    **_TEMPLATES,
    **_MAIL,
    **_PASSWORDS,
    **_FEATURES,
    **_TIMES,
    **_TOKENS,
    **_FACTORS,
}

#: Keys that may be a text of before, as ``"2 days"``.
WITHINS = (
    "LOGIN_WITHIN",
    "CHANGE_EMAIL_WITHIN",
    "CONFIRM_EMAIL_WITHIN",
    "RESET_PASSWORD_WITHIN",
    "TWO_FACTOR_SETUP_WITHIN",
    "US_SETUP_WITHIN",
    "WAN_REGISTER_WITHIN",
    "WAN_SIGNIN_WITHIN",
    "TWO_FACTOR_LOGIN_VALIDITY",
)


def value(key: str, app: Optional[Flask] = None, default: Any = None, strict: bool = True) -> Any:
    """A setting by its name without the prefix. An unknown one is an error, unless ``strict`` is off."""
    config = (app or current_app).config
    name = PREFIX + key.upper()
    if strict and name not in config:
        raise ValueError(f"there is no setting {name}")
    return config.get(name, default)


def read_times(app: Flask) -> None:
    """Makes times of texts and numbers of before."""
    for key in WITHINS:
        said = app.config[PREFIX + key]
        if not isinstance(said, timedelta):
            count, unit = str(said).split()
            app.config[PREFIX + key] = timedelta(**{unit if unit.endswith("s") else unit + "s": int(count)})
    said = app.config[PREFIX + "TOKEN_MAX_AGE"]
    if said is not None and not isinstance(said, timedelta):
        app.config[PREFIX + "TOKEN_MAX_AGE"] = timedelta(seconds=said)
