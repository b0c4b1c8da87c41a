"""The administration page: users, roles, sessions, security events. For who has the role, a second factor, and showed it just now (ASVS 8.4.2)."""

from __future__ import annotations

import datetime
from typing import Any

from flask import current_app, request, url_for

from . import happenings, managing, memberships, tokens
from .answers import Answer
from .forms import Field, Form, Refused
from .identity import me
from .routes import Route
from .stores import AlreadyThere

#: Users on one page.
PER_PAGE = 50

KEY = Field("key", "", "hidden", most=64)


class OneUser(Form):
    fields = (KEY,)


class UserRole(Form):
    fields = (KEY, Field("role", "Role", most=80), Field("until", "Until (a day, or empty)", required=False, most=10))


class OfUser(Form):
    fields = (KEY, Field("id", "", "hidden", most=40))


class NewRole(Form):
    fields = (
        Field("name", "Name of the role", most=80),
        Field("description", "Description", required=False),
        Field("permissions", "Permissions, with spaces between", required=False, most=2000),
    )


class Permissions(Form):
    fields = (Field("name", "", "hidden", most=80), Field("permissions", "Permissions, with spaces between", required=False, most=2000))


class Invitation(Form):
    fields = (Field("email", "E-mail address", "email"), Field("roles", "Roles, with spaces between", required=False))


def users(accounts: Any) -> dict[str, Any]:
    text = request.args.get("page", "1")
    page = int(text) if text.isdigit() and len(text) < 6 else 1
    search = request.args.get("search", "")[:100]
    found = list(accounts.users.all_users(page, search, PER_PAGE + 1))
    shown = [managing.described(accounts, user) for user in found[:PER_PAGE]]
    return {"users": shown, "page": page, "search": search, "more": len(found) > PER_PAGE}


def user(accounts: Any, key: str) -> dict[str, Any]:
    found = _user(accounts, key)
    return {
        "user": managing.described(accounts, found),
        "all_roles": [role.name for role in accounts.users.all_roles()],
        "sessions": managing.sessions_of(accounts, found),
        "sign_ins": managing.sign_in_rows(accounts, found),
        "tokens": managing.token_rows(accounts, found),
        "events": _happenings(20, accounts.users.user_key(found)),
        "is_me": _is_me(accounts, found),
    }


def _user(accounts: Any, key: str) -> Any:
    found = accounts.users.user_by_key(key)
    if found is None:
        raise Refused(accounts.texts.say("There is no such user."), "key", 404)
    return found


def _back(accounts: Any, key: str, text: str) -> Answer:
    return Answer(accounts.texts.say(text), to=url_for("accounts.admin_user", key=key))


def _happenings(count: int, key: Any = None) -> list[dict[str, Any]]:
    kept = current_app.extensions.get(happenings.NAME)
    return kept.newest(count, key) if kept is not None else []


def activate(accounts: Any, values: dict[str, Any]) -> Answer:
    managing.switch_on(accounts, _user(accounts, values["key"]))
    return _back(accounts, values["key"], "The account can be used again.")


def deactivate(accounts: Any, values: dict[str, Any]) -> Answer:
    managing.switch_off(accounts, _other(accounts, values["key"]))
    return _back(accounts, values["key"], "The account is switched off, and all its sessions have ended.")


def end_sessions(accounts: Any, values: dict[str, Any]) -> Answer:
    managing.end_sessions(accounts, _other(accounts, values["key"]))
    return _back(accounts, values["key"], "All sessions have ended.")


def reset_factors(accounts: Any, values: dict[str, Any]) -> Answer:
    managing.reset_factors(accounts, _other(accounts, values["key"]))
    return _back(accounts, values["key"], "The second factors are gone, and all sessions have ended.")


def _is_me(accounts: Any, found: Any) -> bool:
    return bool(accounts.users.user_key(found) == accounts.users.user_key(me()))


def _other(accounts: Any, key: str) -> Any:
    """A user who is not the administrator: somebody must be left who can undo it."""
    found = _user(accounts, key)
    if _is_me(accounts, found):
        raise Refused(accounts.texts.say("Not for your own account: use your own pages."), "key", 409)
    return found


def give_role(accounts: Any, values: dict[str, Any]) -> Answer:
    found, until = _user(accounts, values["key"]), None
    if values["until"]:
        try:
            day = datetime.date.fromisoformat(values["until"])
        except ValueError:
            raise Refused(accounts.texts.say("This is not a day: 2027-01-31."), "until") from None
        until = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.timezone.utc) + datetime.timedelta(days=1)
    try:
        memberships.give_role(accounts, found, values["role"], until)
    except LookupError:
        raise Refused(accounts.texts.say("There is no such role."), "role") from None
    return _back(accounts, values["key"], "The role was given.")


def withdraw_role(accounts: Any, values: dict[str, Any]) -> Answer:
    find = _other if values["role"] == accounts.settings["admin_role"] else _user
    found = find(accounts, values["key"])
    if not memberships.withdraw_role(accounts, found, values["role"]):
        raise Refused(accounts.texts.say("There is no such role."), "role", 404)
    return _back(accounts, values["key"], "The role was withdrawn.")


def revoke_token(accounts: Any, values: dict[str, Any]) -> Answer:
    found = _user(accounts, values["key"])
    tokens.revoke(accounts, found, tokens.of_user(accounts, found, values["id"]))
    return _back(accounts, values["key"], "The token works no more.")


def unlink(accounts: Any, values: dict[str, Any]) -> Answer:
    managing.unlink(accounts, _other(accounts, values["key"]), values["id"])
    return _back(accounts, values["key"], "The sign-in is linked no more, and all sessions have ended.")


def roles(accounts: Any) -> dict[str, Any]:
    return {"roles": managing.role_rows(accounts)}


def new_role(accounts: Any, values: dict[str, Any]) -> Answer:
    try:
        managing.make_role(accounts, values["name"], values["description"], values["permissions"].split())
    except (ValueError, AlreadyThere):
        raise Refused(accounts.texts.say("This role cannot be made: it is there already, or a column is missing."), "name") from None
    return Answer(accounts.texts.say("The role was made."), to=url_for("accounts.admin_roles"))


def change_permissions(accounts: Any, values: dict[str, Any]) -> Answer:
    role = accounts.users.find_role(values["name"])
    if role is None or not accounts.users.has(role, "permissions"):
        raise Refused(accounts.texts.say("There is no such role."), "name", 404)
    managing.set_permissions(accounts, role, values["permissions"].split())
    return Answer(accounts.texts.say("The permissions were changed."), to=url_for("accounts.admin_roles"))


def invite(accounts: Any, values: dict[str, Any]) -> Answer:
    try:
        accounts.invite(values["email"], values["roles"].split(), by=me())
    except AlreadyThere:
        raise Refused(accounts.texts.say("There is an account with this address already."), "email") from None
    except ValueError:
        raise Refused(accounts.texts.say("There is no such role."), "roles") from None
    return Answer(accounts.texts.say("The invitation was sent."), to=url_for("accounts.admin_users"))


def security_events(accounts: Any) -> dict[str, Any]:
    return {"events": _happenings(200)}


def _on(accounts: Any) -> bool:
    return bool(accounts.settings["administration"])


_ADMIN: dict[str, Any] = {"needs": "administrator", "when": _on}
_ACTION: dict[str, Any] = {**_ADMIN, "template": "refused.html"}

ROUTES = (
    Route("admin_users", "/admin", "Users, found by address or name.", None, users, **_ADMIN),
    Route("admin_user", "/admin/users/<key>", "One user.", None, user, **_ADMIN),
    Route("admin_activate", "/admin/activate", "Switch an account on.", OneUser, "no", activate, **_ACTION),
    Route("admin_deactivate", "/admin/deactivate", "Switch an account off, and end its sessions.", OneUser, "no", deactivate, **_ACTION),
    Route("admin_end_sessions", "/admin/end-sessions", "End all sessions of a user.", OneUser, "no", end_sessions, **_ACTION),
    Route("admin_reset_factors", "/admin/reset-factors", "Take the second factors from a user who lost them.", OneUser, "no", reset_factors, **_ACTION),
    Route("admin_give_role", "/admin/roles/give", "Give a role to a user.", UserRole, "no", give_role, **_ACTION),
    Route("admin_withdraw_role", "/admin/roles/withdraw", "Take a role from a user.", UserRole, "no", withdraw_role, **_ACTION),
    Route("admin_revoke_token", "/admin/tokens/revoke", "Revoke a user's token.", OfUser, "no", revoke_token, **_ACTION),
    Route("admin_unlink", "/admin/sign-ins/unlink", "Take a linked sign-in from a user, and end all their sessions.", OfUser, "no", unlink, **_ACTION),
    Route("admin_roles", "/admin/roles", "Roles; a new one.", NewRole, roles, new_role, **_ADMIN),
    Route("admin_permissions", "/admin/roles/permissions", "Change what a role grants.", Permissions, "no", change_permissions, **_ACTION),
    Route("admin_invite", "/admin/invite", "Invite somebody by mail.", Invitation, None, invite, **_ADMIN),
    Route("admin_events", "/admin/events", "The newest security events.", None, security_events, **_ADMIN),
)
