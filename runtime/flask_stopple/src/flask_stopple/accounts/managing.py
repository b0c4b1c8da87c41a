"""What administrators do, on the page and on the command line alike. Each is an event of the audit log."""

from __future__ import annotations

from typing import Any, Iterable, Optional

from .. import login
from . import tokens
from . import events
from .factors import confirming, devices
from .stores import StillNeeded


def switch_off(accounts: Any, user: Any) -> None:
    """Nobody gets into this account any more, and who is in it is out (ASVS 7.4.2)."""
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
    count, page = 0, 1
    while True:
        users = accounts.users.all_users(page, "", 100)
        for user in users:
            end_sessions(accounts, user)
            count += 1
        if len(users) < 100:
            return count
        page += 1


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


def make_role(accounts: Any, name: str, description: str = "", permissions: Iterable[str] = (), parent: Optional[str] = None) -> Any:
    """A new role. Raises ``ValueError`` where there is one of this name, or no parent of that."""
    if accounts.users.find_role(name) is not None:
        raise ValueError(f"there is a role {name!r} already")
    fields: dict[str, Any] = {"name": name}
    role_class = accounts.users.Role
    for column, value in (("description", description), ("permissions", _kept(accounts, permissions)), ("parent", parent)):
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
    role.permissions = _kept(accounts, names)
    accounts.users.add(role)
    accounts.users.commit()
    events.happened("role_changed", None, role=role.name, permissions=",".join(names))


def _kept(accounts: Any, permissions: Iterable[str]) -> Any:
    """As the column keeps it: our own takes lists; a text of before has commas."""
    names = [name for name in permissions if name]
    if any("," in name for name in names):
        raise ValueError("a permission has no comma in it")
    if not names:
        return None
    kind = getattr(getattr(accounts.users.Role, "permissions", None), "type", None)
    is_plain_text = type(kind).__name__ in ("String", "Text", "Unicode", "UnicodeText", "VARCHAR", "TEXT")
    return ",".join(names) if is_plain_text else names


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
    page = 1
    while True:
        rows = users.all_users(page, "", 200)
        if any(name == getattr(role, "name", role) for row in rows for role in row.roles):
            return True
        if len(rows) < 200:
            return False
        page += 1


def sessions_of(accounts: Any, user: Any) -> Optional[list[dict[str, Any]]]:
    """A user's sessions; ``None`` where they lie in the browsers."""
    try:
        return login.list_sessions(accounts.users.session_id(user))
    except RuntimeError:
        return None


def described(accounts: Any, user: Any) -> dict[str, Any]:
    """A user in words, without anything that could be misused."""
    from .factors import needed

    seen: dict[str, Any] = {"id": accounts.users.user_key(user)}
    for column in ("email", "username", "active", "confirmed_at", "create_datetime", "current_login_at", "current_login_ip", "login_count"):
        if accounts.users.has(user, column):
            value = getattr(user, column)
            seen[column] = value.isoformat() if hasattr(value, "isoformat") else value
    seen["roles"] = sorted(role if isinstance(role, str) else role.name for role in getattr(user, "roles", None) or ())
    seen["factors"] = list(needed.of(accounts, user))
    return seen


def token_rows(accounts: Any, user: Any) -> list[dict[str, Any]]:
    """A user's tokens in words."""
    from .token_pages import _shown

    return [_shown(row) for row in accounts.users.tokens(user) if row.kind != "refresh" and tokens.is_alive(row)]
