"""Which second factors a user has, and whether they need one."""

from __future__ import annotations

import importlib.util
from typing import Any

from .. import identities

#: The factors that there are, in the order in which they are offered: what resists phishing first.
FACTORS = ("passkey", "totp", "email", "recovery")

#: Passkeys are off without the package that proves them.
_HAS_LIBRARY = importlib.util.find_spec("webauthn") is not None


def offered(accounts: Any) -> tuple[str, ...]:
    """The factors that are switched on and for which the classes have columns."""
    wanted, users = accounts.settings["factors"], accounts.users
    user_class = getattr(users, "User", None)
    there = {
        "passkey": (getattr(users, "Credential", None) is not None or user_class is None) and _HAS_LIBRARY,
        "totp": user_class is None or users.has(user_class, "tf_totp_secret"),
        "email": user_class is None or users.has(user_class, "email"),
        "recovery": user_class is None or users.has(user_class, "mf_recovery_codes"),
    }
    return tuple(factor for factor in FACTORS if factor in wanted and there[factor])


def of(accounts: Any, user: Any) -> tuple[str, ...]:
    """The factors that this user can show. Recovery codes stand in for others, and are none by themselves."""
    has = {
        "passkey": lambda: bool(accounts.users.credentials(user)),
        "totp": lambda: bool(getattr(user, "tf_totp_secret", None)),
        "email": lambda: bool(getattr(user, "email", None)) and _has_email(accounts, user),
        "recovery": lambda: bool(getattr(user, "mf_recovery_codes", None)),
    }
    found = tuple(factor for factor in offered(accounts) if has[factor]())
    return found if found != ("recovery",) else ()


def _has_email(accounts: Any, user: Any) -> bool:
    """Whether mailed codes are this user's second factor: chosen, or the only one there is where one is needed."""
    return getattr(user, "tf_primary_method", None) == "email" or is_required(accounts, user)


def is_required(accounts: Any, user: Any) -> bool:
    """Whether this user must show a second factor, by policy or by one of their roles."""
    policy = accounts.settings["second_factor"]
    if policy == "off":
        return False
    if policy == "required" or (callable(policy) and policy(user) is not False):
        # A function that says nothing says yes.
        return True
    wanted = set(accounts.settings["second_factor_roles"])
    if not wanted:
        return False
    known = accounts.identities.find(accounts.users.session_id(user), identities.store())
    return known is not None and bool(known.roles & wanted)
