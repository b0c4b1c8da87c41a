"""What administrators do, on the page and on the command line alike. Each is an event of the audit log."""

from __future__ import annotations

import datetime
from typing import Any, Iterable, Iterator, Optional

from .. import login
from ..errors import SettingError
from . import admission, events, tokens
from .factors import confirming, devices
from .forms import Refused, normal_address
from .identities import granted, kept
from .memberships import give_role as give_role
from .memberships import withdraw_role as withdraw_role
from .providers import linking
from .stores import StillNeeded

#: Users that are read at once.
_MANY = 200


def everybody(accounts: Any, search: str = "") -> Iterator[Any]:
    """All users, or those in whose address or name something stands."""
    page = 1
    while True:
        rows = accounts.users.all_users(page, search, _MANY)
        yield from rows
        if len(rows) < _MANY:
            return
        page += 1


# -- users -----------------------------------------------------------------------------------------------------------


def create_user(accounts: Any, address: str, username: Optional[str], roles: Iterable[str], password: str) -> Any:
    """Makes a user whose address counts as proved. Raises ``Refused``."""
    from .flows.registration import create

    normal = normal_address(address)
    if normal is None:
        raise Refused(f"{address!r} is no e-mail address", "email")
    try:
        return create(accounts, normal, {"username": username or "", "password": password}, roles=roles, is_proved=True)
    except Refused as refused:
        if "token" in refused.errors:
            # What a stranger is not told, an administrator may know.
            raise Refused(f"there is a user {normal} already", "email") from None
        raise


def invite(accounts: Any, address: str, roles: Iterable[str]) -> str:
    """Sends an invitation; gives its link. Raises ``AlreadyThere`` and ``ValueError``."""
    link: str = accounts.invite(address, roles)
    accounts.mail.wait()
    return link


def set_password(accounts: Any, user: Any, password: str) -> bool:
    """Gives a user another password, and ends all their logins; ``False`` where they are gone. Raises ``Refused``."""
    accounts.passwords.require_good(password, user)
    hashed = accounts.passwords.hash(password)
    locked = accounts.users.lock_user(user)
    if locked is None:
        return False
    admission.set_password(accounts, locked, hashed, "password_changed")
    return True


def switch_off(accounts: Any, user: Any) -> None:
    """Nobody gets into this account any more, and who is in it is out (ASVS 7.4.2)."""
    if not accounts.users.has(user, "active"):
        raise SettingError("users have no column `active`")
    locked = accounts.users.lock_user(user) or user
    locked.active = False
    accounts.users.add(locked)
    end_sessions(accounts, locked, "deactivated")
    events.happened("deactivated", locked)


def switch_on(accounts: Any, user: Any) -> None:
    """The account can be used again."""
    user.active = True
    accounts.users.add(user)
    accounts.users.commit()
    events.happened("activated", user)


def end_sessions(accounts: Any, user: Any, reason: str = "withdrawn") -> None:
    """Ends all sessions, remembered logins, pairs of tokens and trusted browsers of a user; commits (ASVS 7.4.5)."""
    accounts.require_store()
    ended = accounts.end_logins(user, reason)
    accounts.users.add(user)
    accounts.users.commit()
    accounts.end_sessions(ended)
    events.happened("logged_out_by_admin", user)


def delete_user(accounts: Any, user: Any) -> None:
    """Deletes a user and what belongs to the account. Raises ``StillNeeded`` where rows of the application refer to them."""
    key = accounts.users.user_key(user)
    end_sessions(accounts, user, "deleted")
    erase(accounts, user)
    accounts.users.commit()
    events.happened("deleted", None, id=key)


def erase(accounts: Any, user: Any) -> None:
    """Deletes a user and what belongs to the account, within the present transaction."""
    for deleter in accounts.deleters:
        deleter(user)
    linked = accounts.users.sign_ins(user) if accounts.providers else ()
    for owned in (*accounts.users.credentials(user), *accounts.users.tokens(user), *linked):
        accounts.users.delete(owned)
    accounts.users.delete(user)


def end_all_sessions(accounts: Any) -> int:
    """Ends the sessions of everybody; says how many users there were."""
    count = 0
    for user in everybody(accounts):
        end_sessions(accounts, user)
        count += 1
    return count


def reset_factors(accounts: Any, user: Any) -> None:
    """Takes all second factors from a user who lost theirs, and ends their sessions. Who they are was proved otherwise (ASVS 6.4.4)."""
    for column in ("tf_totp_secret", "tf_primary_method", "mf_recovery_codes", "us_totp_secrets"):
        if accounts.users.has(user, column):
            setattr(user, column, None)
    for row in accounts.users.credentials(user):
        accounts.users.delete(row)
    devices.distrust_all(accounts, user)
    end_sessions(accounts, user)
    events.happened("factors_reset", user)
    confirming.tell_owner(accounts, user, "all", added=False)


# -- roles -----------------------------------------------------------------------------------------------------------


def role_rows(accounts: Any) -> list[dict[str, Any]]:
    """All roles in words."""
    shown = []
    for role in accounts.users.all_roles():
        parent = getattr(role, "parent", None)
        shown.append(
            {
                "name": role.name,
                "description": getattr(role, "description", None),
                "permissions": granted(getattr(role, "permissions", None)),
                "parent": getattr(parent, "name", parent),
            }
        )
    return shown


def make_role(accounts: Any, name: str, description: str = "", permissions: Iterable[str] = (), parent: Optional[str] = None) -> Any:
    """A new role. Raises ``ValueError`` where there is one of this name, or no parent of that."""
    if accounts.users.find_role(name) is not None:
        raise ValueError(f"there is a role {name!r} already")
    fields: dict[str, Any] = {"name": name}
    role_class = accounts.users.Role
    for column, value in (("description", description), ("permissions", kept(role_class, permissions)), ("parent", parent)):
        if value:
            if not accounts.users.has(role_class, column):
                raise ValueError(f"roles have no column {column!r}")
            fields[column] = value
    if parent and accounts.users.find_role(parent) is None:
        raise ValueError(f"there is no role {parent!r}")
    role = accounts.users.new_role(**fields)
    accounts.users.add(role)
    accounts.users.commit()
    events.happened("role_changed", None, role=name, permissions=",".join(sorted(permissions)))
    return role


def set_permissions(accounts: Any, role: Any, permissions: Iterable[str]) -> None:
    """What a role grants from now on."""
    names = sorted({name.strip() for name in permissions if name.strip()})
    role.permissions = kept(type(role), names)
    accounts.users.add(role)
    accounts.users.commit()
    events.happened("role_changed", None, role=role.name, permissions=",".join(names))


def remove_role(accounts: Any, role: Any) -> bool:
    """Takes a role away; ``False`` where somebody still has it."""
    name = role.name
    if _somebody_has(accounts, name):
        # Not left to the database: SQLite looks after references only where it was told to.
        return False
    try:
        accounts.users.delete(role)
        accounts.users.commit()
    except StillNeeded:
        return False
    events.happened("role_changed", None, role=name)
    return True


def _somebody_has(accounts: Any, name: str) -> bool:
    users = accounts.users
    if hasattr(users, "User"):
        from sqlalchemy import select

        return users.session.scalars(select(users.User).where(users.User.roles.any(users.Role.name == name)).limit(1)).first() is not None
    return any(name == getattr(role, "name", role) for row in everybody(accounts) for role in row.roles)


# -- what is seen ----------------------------------------------------------------------------------------------------


def sessions_of(accounts: Any, user: Any) -> Optional[list[dict[str, Any]]]:
    """A user's sessions; ``None`` where they lie in the browsers."""
    try:
        return login.list_sessions(accounts.users.session_id(user))
    except RuntimeError:
        return None


def described(accounts: Any, user: Any) -> dict[str, Any]:
    """A user in words, without anything that could be misused."""
    from .factors import needed

    return {**facts_of(accounts, user), "factors": list(needed.of(accounts, user))}


def facts_of(accounts: Any, user: Any) -> dict[str, Any]:
    """What the columns say of a user, and the roles."""
    seen: dict[str, Any] = {"id": accounts.users.user_key(user)}
    for column in ("email", "username", "active", "confirmed_at", "create_datetime", "current_login_at", "current_login_ip", "login_count"):
        if accounts.users.has(user, column):
            value = getattr(user, column)
            seen[column] = value.isoformat() if hasattr(value, "isoformat") else value
    seen["roles"] = sorted(role if isinstance(role, str) else role.name for role in getattr(user, "roles", None) or ())
    return seen


# -- linked sign-ins -------------------------------------------------------------------------------------------------


def sign_in_rows(accounts: Any, user: Any) -> list[dict[str, Any]]:
    """A user's linked sign-ins in words."""
    return linking.listed(accounts, user) if accounts.providers else []


def unlink(accounts: Any, user: Any, id_: str) -> None:
    """Takes a linked sign-in away, and ends all sessions: who came by it may be in one. Raises ``Refused`` where the user has none of this id."""
    linking.unlink(accounts, user, id_, is_owner=False)
    end_sessions(accounts, user)


# -- tokens ----------------------------------------------------------------------------------------------------------


def token_rows(accounts: Any, user: Any) -> list[dict[str, Any]]:
    """A user's tokens in words."""
    return [tokens.in_words(row) for row in accounts.users.tokens(user) if row.kind != "refresh" and tokens.is_alive(row)]


def make_token(accounts: Any, user: Any, name: str, scopes: Iterable[str], lives: Optional[datetime.timedelta]) -> dict[str, Any]:
    """A new API token, which is shown this once. Raises ``ValueError``."""
    text, row = tokens.make_token(accounts, user, name, scopes, lives)
    return {"token": text, "id": str(row.id), "scopes": list(row.scopes)}


def revoke_token(accounts: Any, user: Any, token_id: str) -> bool:
    """Ends a token at once; says whether the user has one of this id."""
    row = next((row for row in accounts.users.tokens(user) if str(row.id) == token_id), None)
    if row is None:
        return False
    tokens.revoke(accounts, user, row)
    return True


def sweep_tokens(accounts: Any, older: datetime.timedelta) -> int:
    """Takes dead tokens out of the table that ended so long ago; says how many."""
    return tokens.sweep(accounts, older)
