"""Settings of roles, factors and tokens; read with those of ``settings.py``, as one table."""

from __future__ import annotations

from collections import abc

from ..settings import Setting

_NONE = type(None)
_LIST = (list, tuple, set, frozenset)

ACCESS: dict[str, Setting] = {
    # Roles
    "default_deny": Setting(False, (bool,), "Every route has to declare a guard, or `@public`; otherwise the application does not start."),
    "role_hierarchy": Setting({}, (dict,), "Roles and those that they include: `{'admin': ['editor']}`. A column `parent` of roles says the same."),
    "identity_seconds": Setting(
        0, (int,), "Keeps roles between requests. What changes through SQLAlchemy counts at the next request all the same; what does not, after so many seconds."
    ),
    # Freshness
    "fresh_minutes": Setting(10, (int, float), "How long ago a user may have shown who they are before a sensitive change (ASVS 7.5.1)."),
    # Second factors
    "factors": Setting(("totp", "passkey", "recovery"), _LIST, "Second factors that are offered. `email` is one more, which ASVS 6.3.6 advises against."),
    "second_factor": Setting(
        "optional", (str, abc.Callable), "`optional`, `required` for everybody, `off`, or a function of the user that says whether they need one (ASVS 6.3.3)."
    ),
    "second_factor_roles": Setting(("admin",), _LIST, "Roles whose users need a second factor before anything else."),
    "factor_rate": Setting("5/minute; 20/hour; 60/day", (str,), "Codes that are tried for one account; whoever gives them knows the password already."),
    "factor_minutes": Setting(10, (int, float), "How long a login waits for its second factor, and a mailed code works (ASVS 6.5.5)."),
    "recovery_codes": Setting(10, (int,), "How many are made at once."),
    "trusted_days": Setting(30, (int, float), "How long a browser needs no second factor, if its user said so; 0 offers it to nobody."),
    "passkey_domain": Setting(None, (str, _NONE), "The domain that passkeys belong to; None is the host of the request. It must not change later."),
    "passkey_login": Setting(True, (bool,), "A passkey alone logs in: possession, and a PIN or a finger that the device asked for."),
    # Tokens
    "tokens": Setting(True, (bool,), "API tokens, and pairs of a short access and a rotating refresh token; where there is a class for them."),
    "token_scopes": Setting((), _LIST, "Scopes that a user may choose for a token on the page: permissions, `role:NAME`, `letter:read` for policies."),
    "token_days": Setting(90, (int, float), "The longest life of an API token made on the page."),
    "access_minutes": Setting(15, (int, float), "The life of an access token."),
    "refresh_days": Setting(30, (int, float), "The life of a family of refresh tokens from its login on; using it does not lengthen it (ASVS 7.3.2)."),
    "basic": Setting(False, (bool,), "HTTP Basic with a password. A password with every request, and no second factor: off."),
    # Others
    "administration": Setting(False, (bool,), "The administration page below `url_prefix`."),
    "admin_role": Setting("admin", (str,), "Who may use it: this role, with a second factor and a fresh login."),
}
