"""What administrators do by ``flask stopple users | roles | sessions | tokens``, with the users of Flask-Security's names. Each is an event of the audit log."""

from __future__ import annotations

import datetime
from typing import Any, Iterable, Optional

from ...accounts import events
from ...accounts import managing as ours
from ...accounts.forms import Refused
from ...accounts.identities import granted
from ...accounts.managing import end_all_sessions, end_sessions, everybody, remove_role, role_rows, sessions_of, switch_off, switch_on
from ...accounts.stores import AlreadyThere
from ...accounts.tokens import EVERYTHING
from ...errors import SettingError
from .changeable import admin_change_password
from .forms import build
from .identities import get_identity_attributes
from .passwords import hash_password
from .proxies import _datastore, _security
from .sessions import end_logins

__all__ = [
    "create_user",
    "delete_user",
    "described",
    "end_all_sessions",
    "end_sessions",
    "everybody",
    "give_role",
    "invite",
    "make_role",
    "make_token",
    "remove_role",
    "reset_factors",
    "revoke_token",
    "role_rows",
    "sessions_of",
    "set_password",
    "set_permissions",
    "sign_in_rows",
    "sweep_tokens",
    "switch_off",
    "switch_on",
    "token_rows",
    "unlink",
    "withdraw_role",
]


def described(accounts: Any, user: Any) -> dict[str, Any]:
    """A user in words; factors are the ways that Flask-Security's names have for them."""
    plugins = _security.two_factor_plugins
    factors = [name for name, _label in plugins.get_setup_tf_methods(user)] if plugins is not None else []
    named = {name: getattr(user, name, None) for name in get_identity_attributes()}
    return {**ours.facts_of(accounts, user), **named, "factors": factors}


# -- users -----------------------------------------------------------------------------------------------------------


def create_user(accounts: Any, address: str, username: Optional[str], roles: Iterable[str], password: str) -> Any:
    """Makes a user whose address counts as confirmed. Raises ``Refused``."""
    fields: dict[str, Any] = {"email": address, **({"username": username} if username else {})}
    form = build(registration_form(), meta={"csrf": False}, password=password, password_confirm=password, **fields)
    if not form.validate():
        raise Refused.of({str(field): [str(error) for error in errors] for field, errors in form.errors.items()})
    fields["email"] = form.email.data
    if _datastore.has("confirmed_at"):
        fields["confirmed_at"] = _security.datetime_factory()
    try:
        user = _datastore.create_user(**fields, password=hash_password(form.password.data), roles=list(roles))
        accounts.users.commit()
    except AlreadyThere:
        raise Refused(f"{address} is there already", "email") from None
    events.happened("registered", user)
    return user


def registration_form() -> str:
    """The form by which new users are judged."""
    return "confirm_register_form" if _security.forms["confirm_register_form"].cls else "register_form"


def invite(accounts: Any, address: str, roles: Iterable[str]) -> str:
    """There are no pages for invitations under these names."""
    raise SettingError("Flask-Security's names have no invitations: make the user, and have them ask for a reset of the password")


def set_password(accounts: Any, user: Any, password: str) -> bool:
    """Gives a user another password. Raises ``Refused``."""
    form = build("reset_password_form", meta={"csrf": False}, password=password, password_confirm=password)
    form.user = user
    if not form.validate():
        raise Refused.of({str(field): [str(error) for error in errors] for field, errors in form.errors.items()})
    locked = accounts.users.lock_user(user)
    if locked is None:
        return False
    admin_change_password(locked, form.password.data, notify=False)
    events.happened("password_changed", locked)
    return True


def reset_factors(accounts: Any, user: Any) -> None:
    """Takes everything from a user that opens the account but the password."""
    _datastore.reset_user_access(user)
    end_logins(user)
    events.happened("factors_reset", user)


def delete_user(accounts: Any, user: Any) -> None:
    """Deletes a user. Raises ``StillNeeded`` where rows of the application refer to them."""
    key = accounts.users.user_key(user)
    end_sessions(accounts, user, "deleted")
    for deleter in accounts.deleters:
        deleter(user)
    _datastore.delete_user(user)
    accounts.users.commit()
    events.happened("deleted", None, id=key)


# -- roles -----------------------------------------------------------------------------------------------------------


def make_role(accounts: Any, name: str, description: str = "", permissions: Iterable[str] = (), parent: Optional[str] = None) -> Any:
    """A new role. Raises ``ValueError``."""
    if parent:
        raise ValueError("a role includes no other under Flask-Security's names")
    if _datastore.find_role(name) is not None:
        raise ValueError(f"there is a role {name!r} already")
    wanted = {"description": description or None, "permissions": _names(permissions) or None}
    for column in [column for column, said in wanted.items() if said is None or not accounts.users.has(_datastore.role_model, column)]:
        if wanted.pop(column) is not None:
            raise ValueError(f"roles have no column {column!r}")
    role = _datastore.create_role(name=name, **wanted)
    accounts.users.commit()
    events.happened("role_changed", None, role=name, permissions=",".join(sorted(permissions)))
    return role


def set_permissions(accounts: Any, role: Any, permissions: Iterable[str]) -> None:
    """What a role grants from now on. Raises ``ValueError``."""
    names = _names(permissions)
    _datastore.remove_permissions_from_role(role, set(granted(role.permissions)) - set(names))
    _datastore.add_permissions_to_role(role, names)
    accounts.users.commit()
    events.happened("role_changed", None, role=role.name, permissions=",".join(names))


def _names(permissions: Iterable[str]) -> list[str]:
    names = sorted({name.strip() for name in permissions if name.strip()})
    if any("," in name for name in names):
        raise ValueError("a permission has no comma in it")
    return names


def give_role(accounts: Any, user: Any, name: str, until: Optional[datetime.datetime] = None) -> None:
    """Gives a user a role. Raises ``SettingError`` for one that should end: under these names nobody looks when."""
    if until is not None:
        raise SettingError("a role has no end under Flask-Security's names")
    _datastore.add_role_to_user(user, name)
    accounts.users.commit()
    events.happened("role_given", user, role=name, until=None)


def withdraw_role(accounts: Any, user: Any, name: str) -> bool:
    """Takes a role from a user; says whether they had it."""
    if not _datastore.remove_role_from_user(user, name):
        return False
    accounts.users.commit()
    events.happened("role_withdrawn", user, role=name)
    return True


# -- linked sign-ins -------------------------------------------------------------------------------------------------


def sign_in_rows(accounts: Any, user: Any) -> list[dict[str, Any]]:
    """None: who comes from another site is known by the address alone."""
    return []


def unlink(accounts: Any, user: Any, id_: str) -> None:
    """There is nothing to unlink."""
    raise SettingError("Flask-Security's names keep no linked sign-ins: who comes from another site is known by the address")


# -- tokens ----------------------------------------------------------------------------------------------------------


def _trackers(user: Any) -> list[Any]:
    return list(user.refresh_trackers) if _datastore.has("refresh_trackers") else []


def token_rows(accounts: Any, user: Any) -> list[dict[str, Any]]:
    """The families of refresh tokens that work. Tokens that stand for a user for some minutes are kept nowhere."""
    now = _security.datetime_factory()
    return [
        {
            "id": tracker.refresh_family,
            "name": tracker.name,
            "kind": "refresh",
            "scopes": [EVERYTHING],
            "made": getattr(tracker, "create_datetime", None),
            "ends": tracker.expires_at,
            "used": tracker.last_used_at,
        }
        for tracker in _trackers(user)
        if tracker.revoked_at is None and tracker.expires_at > now
    ]


def make_token(accounts: Any, user: Any, name: str, scopes: Iterable[str], lives: Optional[datetime.timedelta]) -> dict[str, Any]:
    """A token that stands for the user. Raises ``ValueError`` for one that should do less, or live for another time."""
    if set(scopes) != {EVERYTHING}:
        raise ValueError(f"a token opens all that its user may under Flask-Security's names: --scope '{EVERYTHING}'")
    if lives is not None:
        raise ValueError("how long a token works says SECURITY_TOKEN_MAX_AGE")
    if not getattr(user, _datastore.get_token_uniquifier_name()):
        _datastore.set_token_uniquifier(user)
        accounts.users.commit()
    events.happened("token_made", user, token=name, scopes=EVERYTHING)
    return {"token": user.get_auth_token(), "id": None, "scopes": [EVERYTHING]}


def revoke_token(accounts: Any, user: Any, token_id: str) -> bool:
    """Ends a family of refresh tokens; says whether there is one of this name."""
    tracker = next((each for each in _trackers(user) if each.refresh_family == token_id), None)
    if tracker is None:
        return False
    _datastore.revoke_refresh_tracker(tracker)
    accounts.users.commit()
    events.happened("token_revoked", user, token=tracker.name)
    return True


def sweep_tokens(accounts: Any, older: datetime.timedelta) -> int:
    """Takes families of refresh tokens out of the table that ended so long ago."""
    limit, count = _security.datetime_factory() - older, 0
    for user in everybody(accounts):
        for tracker in _trackers(user):
            if min(tracker.expires_at, tracker.revoked_at or tracker.expires_at) < limit:
                _datastore.delete(tracker)
                count += 1
    accounts.users.commit()
    return count
