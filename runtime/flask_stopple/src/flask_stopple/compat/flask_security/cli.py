"""``flask users`` and ``flask roles``: the commands of Flask-Security. A user is named by any of the identities."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional

import click
from flask import Flask
from flask.cli import with_appcontext

from .changeable import admin_change_password
from .forms import build
from .identities import get_identity_attribute, lookup_identity
from .managing import registration_form
from .passwords import hash_password
from .proxies import _datastore
from .sessions import end_logins
from .settings import value


@click.group()
def users() -> None:
    """Users: a USER is named by any identity."""


@click.group()
def roles() -> None:
    """Roles."""


def install(security: Any, app: Flask, blueprint: Any) -> None:
    """Puts the commands under the names that the settings give them; an empty one leaves them out."""
    for key, group in (("CLI_USERS_NAME", users), ("CLI_ROLES_NAME", roles)):
        name = value(key, app)
        if name:
            app.cli.add_command(group, name)


def _user(named: str) -> Any:
    found = lookup_identity(named)
    if found is None:
        raise click.UsageError("User not found.")
    return found


def _role(named: str) -> Any:
    found = _datastore.find_role(named)
    if found is None:
        raise click.UsageError("Cannot find role.")
    return found


def _done(text: str, color: str = "green") -> None:
    _datastore.commit()
    click.secho(text, fg=color)


def _wrong(what: str, errors: Mapping[Any, Any]) -> click.UsageError:
    said = {field: [str(error) for error in texts] for field, texts in errors.items()}
    return click.UsageError(f"{what}: {said}")


# -- users -----------------------------------------------------------------------------------------------------------


@users.command("create")
@click.argument("attributes", nargs=-1)
@click.password_option()
@click.option("-a", "--active", is_flag=True, default=False, help="The user may log in at once.")
@click.option("-u", "--username", default=None, help="With SECURITY_USERNAME_ENABLE.")
@with_appcontext
def users_create(attributes: tuple[str, ...], password: str, active: bool, username: Optional[str]) -> None:
    """Makes a user of ``attribute:value`` pairs; one without a name is the e-mail address."""
    fields: dict[str, Any] = {}
    for text in attributes:
        name, colon, said = text.partition(":")
        name, said = (name, said) if colon else ("email", text)
        mapper = get_identity_attribute(name).get("mapper")
        if mapper is not None and not mapper(said):
            raise click.UsageError(f"{said!r} is no {name}: SECURITY_USER_IDENTITY_ATTRIBUTES does not take it")
        fields[name] = said
    if username:
        fields["username"] = username
    form = build(registration_form(), meta={"csrf": False}, password=password, password_confirm=password, **fields)
    if not form.validate():
        raise _wrong("Error creating user", form.errors)
    if "email" in fields:
        fields["email"] = form.email.data
    try:
        _datastore.create_user(**fields, password=hash_password(form.password.data), active=active)
        _datastore.commit()
    except Exception as error:
        # An attribute that users do not have, or a value that somebody else has.
        raise click.BadParameter(str(error)) from error
    _done("User created successfully.")
    click.echo({**fields, "active": active})


@users.command("activate")
@click.argument("user")
@with_appcontext
def users_activate(user: str) -> None:
    """Switches a user on."""
    changed = _datastore.activate_user(_user(user))
    _done(f'User "{user}" has been activated.' if changed else f'User "{user}" was already activated.', _color(changed))


@users.command("deactivate")
@click.argument("user")
@with_appcontext
def users_deactivate(user: str) -> None:
    """Switches a user off: they are out at their next request."""
    changed = _datastore.deactivate_user(_user(user))
    _done(f'User "{user}" has been deactivated.' if changed else f'User "{user}" was already deactivated.', _color(changed))


def _color(changed: bool) -> str:
    return "green" if changed else "yellow"


@users.command("reset_access")
@click.argument("user")
@with_appcontext
def users_reset_access(user: str) -> None:
    """Ends sessions, tokens, second factors and passkeys of a user; the password stays."""
    found = _user(user)
    _datastore.reset_user_access(found)
    end_logins(found)
    _done(f'User "{user}" authentication credentials have been reset.')


@users.command("change_password")
@click.argument("user")
@click.password_option()
@with_appcontext
def users_change_password(user: str, password: str) -> None:
    """Gives a user another password, which they have to be told. Their logins end.

    USER is any of SECURITY_USER_IDENTITY_ATTRIBUTES.
    """
    found = _user(user)
    form = build("reset_password_form", meta={"csrf": False}, password=password, password_confirm=password)
    form.user = found
    if not form.validate():
        raise _wrong("Error changing password", form.errors)
    admin_change_password(found, form.password.data, notify=False)
    _done(f'User "{user}" password has been changed.')


# -- roles -----------------------------------------------------------------------------------------------------------


@roles.command("create")
@click.argument("name")
@click.option("-d", "--description", default=None)
@click.option("-p", "--permissions", default=None, help="With commas between.")
@with_appcontext
def roles_create(name: str, description: Optional[str], permissions: Optional[str]) -> None:
    """Makes a role."""
    fields: dict[str, Any] = {"name": name, "description": description}
    if permissions:
        if not hasattr(_datastore.role_model, "permissions"):
            raise click.UsageError("Role model does not support permissions")
        fields["permissions"] = permissions
    _datastore.create_role(**fields)
    _done(f'Role "{name}" created successfully.')


def _give(change: Callable[[Any, Any], bool], user: str, role: str, done: str, not_done: str) -> None:
    whose, what = _user(user), _role(role)
    if not change(whose, what):
        raise click.UsageError(not_done)
    _done(f'Role "{role}" {done} user "{user}" successfully.')


@roles.command("add")
@click.argument("user")
@click.argument("role")
@with_appcontext
def roles_add(user: str, role: str) -> None:
    """Gives a user a role."""
    _give(_datastore.add_role_to_user, user, role, "added to", "Cannot add role to user.")


@roles.command("remove")
@click.argument("user")
@click.argument("role")
@with_appcontext
def roles_remove(user: str, role: str) -> None:
    """Takes a role from a user."""
    _give(_datastore.remove_role_from_user, user, role, "removed from", "Cannot remove role from user.")


@roles.command("add_permissions")
@click.argument("role")
@click.argument("permissions")
@with_appcontext
def roles_add_permissions(role: str, permissions: str) -> None:
    """Has a role grant more; PERMISSIONS with commas between."""
    _datastore.add_permissions_to_role(_role(role), permissions)
    _done(f'Permission(s) "{permissions}" added to role "{role}" successfully.')


@roles.command("remove_permissions")
@click.argument("role")
@click.argument("permissions")
@with_appcontext
def roles_remove_permissions(role: str, permissions: str) -> None:
    """Has a role grant less; PERMISSIONS with commas between."""
    _datastore.remove_permissions_from_role(_role(role), permissions)
    _done(f'Permission(s) "{permissions}" removed from role "{role}" successfully.')
