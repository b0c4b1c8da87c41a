"""``flask stopple users | roles | sessions | tokens``: what administrators do, for scripts.

Each command ends with 0 when it was done and with 1 and one sentence when it was not; ``--json`` prints one JSON document. A password is never
an argument, where every process could read it: it is asked for, or read from standard input.
"""

from __future__ import annotations

import datetime
import json
import sys
from typing import Any, NoReturn, Optional

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from ..errors import SettingError
from .extension import accounts_of
from .forms import Refused
from .stores import AlreadyThere, StillNeeded

as_json = click.option("--json", "wants_json", is_flag=True, help="One JSON document.")


class _Group(AppGroup):
    """Says in a sentence what this application has no way to do."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SettingError as error:
            fail(str(error))
        except Refused as refused:
            fail("; ".join(text for texts in refused.errors.values() for text in texts))


users = _Group("users", help="Users of this application.")
roles = _Group("roles", help="Roles and what they grant.")
sessions = _Group("sessions", help="Who is logged in.")
tokens = _Group("tokens", help="API tokens.")


def fail(sentence: str) -> NoReturn:
    """Ends the command with 1."""
    raise click.ClickException(sentence)


def accounts() -> Any:
    try:
        return accounts_of(current_app)
    except RuntimeError as error:
        fail(str(error))


def user_named(text: str) -> Any:
    """The user whom an address, a name, or ``id:KEY`` names."""
    its = accounts()
    found = its.users.user_by_key(text[3:]) if text.startswith("id:") else its.identify(text)
    if found is None:
        fail(f"there is no user {text!r}")
    return found


def role_named(name: str) -> Any:
    found = accounts().users.find_role(name)
    if found is None:
        fail(f"there is no role {name!r}")
    return found


def say(wants_json: bool, document: Any, text: str) -> None:
    """What was done, for a person or for a program."""
    click.echo(json.dumps(document, default=str) if wants_json else text)


# -- users -----------------------------------------------------------------------------------------------------------


@users.command("list")
@click.option("--search", default="", help="Part of an address or a name.")
@click.option("--role", default=None, help="Only those who have this role themselves.")
@as_json
def list_users(search: str, role: Optional[str], wants_json: bool) -> None:
    """Lists users."""
    its = accounts()
    found = [its.managing.described(its, row) for row in its.managing.everybody(its, search)]
    if role is not None:
        found = [row for row in found if role in row["roles"]]
    lines = [f"{row['id']:>6}  {row.get('email') or row.get('username') or '':<40} {_state(row):<12} {', '.join(row['roles'])}" for row in found]
    say(wants_json, found, "\n".join(lines) or "No users.")


def _state(row: dict[str, Any]) -> str:
    return "switched off" if row.get("active") is False else "active"


@users.command("show")
@click.argument("user")
@as_json
def show_user(user: str, wants_json: bool) -> None:
    """Shows one user: roles, factors, linked sign-ins, tokens."""
    its, found = accounts(), user_named(user)
    facts = its.managing.described(its, found)
    document = {**facts, "sign_ins": its.managing.sign_in_rows(its, found), "tokens": its.managing.token_rows(its, found)}
    lines = [f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}" for name, value in facts.items()]
    lines.extend(f"sign-in {row['id']}: {row['label']} ({row['email']}), last used {row['used'] or 'never'}" for row in document["sign_ins"])
    lines.extend(f"token {row['id']}: {row['name']} ({' '.join(row['scopes'])}), last used {row['used'] or 'never'}" for row in document["tokens"])
    say(wants_json, document, "\n".join(lines))


@users.command("create")
@click.argument("address")
@click.option("--username", default=None)
@click.option("--role", "role_names", multiple=True, help="Can be given more than once.")
@click.option("--password-stdin", is_flag=True, help="Reads the password from standard input; otherwise it is asked for.")
@as_json
def create_user(address: str, username: Optional[str], role_names: tuple[str, ...], password_stdin: bool, wants_json: bool) -> None:
    """Makes a user whose address counts as proved."""
    its = accounts()
    for name in role_names:
        role_named(name)
    with current_app.test_request_context():
        made = its.managing.create_user(its, address, username, role_names, _password(password_stdin))
        document = its.managing.described(its, made)
    say(wants_json, document, f"made user {document['id']}: {document.get('email') or address}")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@users.command("invite")
@click.argument("address")
@click.option("--role", "role_names", multiple=True)
@as_json
def invite_user(address: str, role_names: tuple[str, ...], wants_json: bool) -> None:
    """Sends an invitation, and prints its link."""
    its = accounts()
    with _request():
        try:
            link = its.managing.invite(its, address, role_names)
        except AlreadyThere:
            fail(f"there is a user {address} already")
        except ValueError as error:
            fail(str(error))
    say(wants_json, {"link": link}, link)


def _request() -> Any:
    """Links have a host: `SERVER_NAME`, or the first of the guard's hosts."""
    from ..extension import state_of

    hosts = [host for host in state_of(current_app).settings["hosts"] if not host.startswith((".", "*"))]
    base = None if current_app.config.get("SERVER_NAME") or not hosts else f"https://{hosts[0]}"
    return current_app.test_request_context(base_url=base)


@users.command("password")
@click.argument("user")
@click.option("--password-stdin", is_flag=True)
@as_json
def set_password(user: str, password_stdin: bool, wants_json: bool) -> None:
    """Sets a password. All sessions of the user end."""
    its, found = accounts(), user_named(user)
    password = _password(password_stdin)
    with current_app.test_request_context():
        if not its.managing.set_password(its, found, password):
            fail(f"there is no user {user!r}")
    say(wants_json, {"id": its.users.user_key(found)}, "the password was set, and all sessions have ended")


@users.command("activate")
@click.argument("user")
@as_json
def activate_user(user: str, wants_json: bool) -> None:
    """Switches an account on."""
    its, found = accounts(), user_named(user)
    its.managing.switch_on(its, found)
    say(wants_json, its.managing.described(its, found), "the account can be used again")


@users.command("deactivate")
@click.argument("user")
@as_json
def deactivate_user(user: str, wants_json: bool) -> None:
    """Switches an account off, and ends its sessions and tokens."""
    its, found = accounts(), user_named(user)
    with current_app.test_request_context():
        its.managing.switch_off(its, found)
    say(wants_json, its.managing.described(its, user_named(user)), "the account is switched off, and all its sessions have ended")


@users.command("reset-factors")
@click.argument("user")
@click.confirmation_option(prompt="Take all second factors from this user?")
@as_json
def reset_user_factors(user: str, wants_json: bool) -> None:
    """Takes the second factors from a user who lost them."""
    its, found = accounts(), user_named(user)
    with current_app.test_request_context():
        its.managing.reset_factors(its, found)
    say(wants_json, its.managing.described(its, found), "the second factors are gone, and all sessions have ended")


@users.command("unlink")
@click.argument("user")
@click.argument("sign_in")
@as_json
def unlink(user: str, sign_in: str, wants_json: bool) -> None:
    """Takes a linked sign-in from a user, by its number of `users show`, and ends all their sessions."""
    its, found = accounts(), user_named(user)
    with _request():
        its.managing.unlink(its, found, sign_in)
        its.mail.wait()
    say(wants_json, its.managing.described(its, found), "the sign-in is linked no more, and all sessions have ended")


@users.command("delete")
@click.argument("user")
@click.confirmation_option(prompt="Delete this user?")
@as_json
def delete_user(user: str, wants_json: bool) -> None:
    """Deletes a user and what belongs to the account."""
    its, found = accounts(), user_named(user)
    key = its.users.user_key(found)
    with current_app.test_request_context():
        try:
            its.managing.delete_user(its, found)
        except StillNeeded:
            fail("other rows of the application refer to this user; register a deleter, or deactivate the account")
    say(wants_json, {"id": key}, "the user was deleted")


# -- roles -----------------------------------------------------------------------------------------------------------


@roles.command("list")
@as_json
def list_roles(wants_json: bool) -> None:
    """Lists roles."""
    its = accounts()
    found = its.managing.role_rows(its)
    say(wants_json, found, "\n".join(f"{row['name']:<24} {' '.join(row['permissions'])}" for row in found) or "No roles.")


@roles.command("create")
@click.argument("name")
@click.option("--description", default="")
@click.option("--permission", "permissions", multiple=True)
@click.option("--parent", default=None, help="A role whose rights this one has as well.")
@as_json
def create_role(name: str, description: str, permissions: tuple[str, ...], parent: Optional[str], wants_json: bool) -> None:
    """Makes a role."""
    its = accounts()
    try:
        its.managing.make_role(its, name, description, permissions, parent)
    except (ValueError, AlreadyThere) as error:
        fail(str(error))
    say(wants_json, {"name": name, "permissions": sorted(permissions)}, f"made role {name}")


@roles.command("delete")
@click.argument("name")
@as_json
def delete_role(name: str, wants_json: bool) -> None:
    """Takes a role away that nobody has."""
    its = accounts()
    if not its.managing.remove_role(its, role_named(name)):
        fail(f"somebody has the role {name!r}, or rows of the application refer to it")
    say(wants_json, {"name": name}, f"role {name} is gone")


@roles.command("give")
@click.argument("user")
@click.argument("role")
@click.option("--until", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), default=None, help="When it ends, in UTC.")
@as_json
def give(user: str, role: str, until: Optional[datetime.datetime], wants_json: bool) -> None:
    """Gives a role to a user, for good or until a date."""
    its, found = accounts(), user_named(user)
    role_named(role)
    its.managing.give_role(its, found, role, until.replace(tzinfo=datetime.timezone.utc) if until else None)
    say(wants_json, its.managing.described(its, found), f"{user} has the role {role}" + (f" until {until}" if until else ""))


@roles.command("withdraw")
@click.argument("user")
@click.argument("role")
@as_json
def withdraw(user: str, role: str, wants_json: bool) -> None:
    """Takes a role from a user; it is gone at their next request."""
    its, found = accounts(), user_named(user)
    if not its.managing.withdraw_role(its, found, role):
        fail(f"{user} has no role {role!r}")
    say(wants_json, its.managing.described(its, found), f"{user} has the role {role} no more")


@roles.command("permit")
@click.argument("role")
@click.argument("permissions", nargs=-1, required=True)
@as_json
def permit(role: str, permissions: tuple[str, ...], wants_json: bool) -> None:
    """Has a role grant more."""
    _change(role, wants_json, lambda before: before | set(permissions))


@roles.command("forbid")
@click.argument("role")
@click.argument("permissions", nargs=-1, required=True)
@as_json
def forbid(role: str, permissions: tuple[str, ...], wants_json: bool) -> None:
    """Has a role grant less."""
    _change(role, wants_json, lambda before: before - set(permissions))


def _change(name: str, wants_json: bool, change: Any) -> None:
    from .identities import granted

    its, role = accounts(), role_named(name)
    if not its.users.has(role, "permissions"):
        fail("roles have no column `permissions`")
    try:
        its.managing.set_permissions(its, role, change(set(granted(role.permissions))))
    except ValueError as error:
        fail(str(error))
    now = sorted(granted(role.permissions))
    say(wants_json, {"name": name, "permissions": now}, f"{name}: {' '.join(now) or 'grants nothing'}")


# -- sessions --------------------------------------------------------------------------------------------------------


@sessions.command("list")
@click.argument("user")
@as_json
def list_sessions(user: str, wants_json: bool) -> None:
    """Lists a user's sessions. Needs ``STOPPLE_SESSION = "server"``."""
    its, found = accounts(), user_named(user)
    with current_app.test_request_context():
        rows = its.managing.sessions_of(its, found)
    if rows is None:
        fail("sessions lie in the browsers; only those on the server can be listed: STOPPLE_SESSION = 'server'")
    say(wants_json, rows, "\n".join(f"{row['name']}  {_when(row['used'])}  {row['browser']}" for row in rows) or "No sessions.")


def _when(seconds: int) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%d %H:%M")


@sessions.command("end")
@click.argument("user", required=False)
@click.option("--all", "everybody", is_flag=True, help="The sessions of all users.")
@as_json
def end_sessions(user: Optional[str], everybody: bool, wants_json: bool) -> None:
    """Ends all sessions, remembered logins and token pairs of a user, or of everybody."""
    if everybody == (user is not None):
        fail("name a user, or say --all")
    its = accounts()
    with current_app.test_request_context():
        if everybody:
            count = its.managing.end_all_sessions(its)
        else:
            assert user is not None
            its.managing.end_sessions(its, user_named(user))
            count = 1
    say(wants_json, {"users": count}, f"all sessions of {count} user{'s' if count != 1 else ''} have ended")


# -- tokens ----------------------------------------------------------------------------------------------------------


@tokens.command("list")
@click.argument("user")
@as_json
def list_tokens(user: str, wants_json: bool) -> None:
    """Lists the tokens of a user that work."""
    its = accounts()
    rows = its.managing.token_rows(its, user_named(user))
    lines = [f"{row['id']:>6}  {row['name']:<30} {' '.join(row['scopes']):<30} last used {row['used'] or 'never'}" for row in rows]
    say(wants_json, rows, "\n".join(lines) or "No tokens.")


@tokens.command("create")
@click.argument("user")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, help="A permission, role:NAME, letter:read, or * for everything.")
@click.option("--days", default=None, type=click.IntRange(min=1), help="How long it works; without this for good.")
@as_json
def create_token(user: str, name: str, scopes: tuple[str, ...], days: Optional[int], wants_json: bool) -> None:
    """Makes a token, and prints it this once."""
    its, found = accounts(), user_named(user)
    try:
        made = its.managing.make_token(its, found, name, scopes, datetime.timedelta(days=days) if days else None)
    except ValueError as error:
        fail(str(error))
    say(wants_json, made, made["token"])


@tokens.command("revoke")
@click.argument("user")
@click.argument("token_id")
@as_json
def revoke_token(user: str, token_id: str, wants_json: bool) -> None:
    """Ends a token at once."""
    its, found = accounts(), user_named(user)
    if not its.managing.revoke_token(its, found, token_id):
        fail(f"{user} has no token {token_id}")
    say(wants_json, {"id": token_id}, "the token works no more")


@tokens.command("sweep")
@click.option("--days", default=30, show_default=True, type=click.IntRange(min=0), help="How long ago they ended.")
@as_json
def sweep_tokens(days: int, wants_json: bool) -> None:
    """Takes tokens out of the table that ended long ago. For a daily job."""
    its = accounts()
    count = its.managing.sweep_tokens(its, datetime.timedelta(days=days))
    say(wants_json, {"removed": count}, f"{count} tokens removed")



# -- texts -----------------------------------------------------------------------------------------------------------


@click.command("texts")
@with_appcontext
def texts() -> None:
    """Prints every text of the pages and mails as a catalogue of gettext (.pot), to be translated."""
    from .texts.catalogue import pot

    click.echo(pot(accounts().all_texts()))


COMMANDS: tuple[click.Command, ...] = (users, roles, sessions, tokens, texts)

__all__ = ["COMMANDS"]
