"""Take one's data along, and leave."""

from __future__ import annotations

import datetime
import json
import re
from typing import TYPE_CHECKING, Any

from flask import current_app, make_response

from ... import login
from .. import admission, managing
from ..answers import Answer
from ..events import happened
from ..forms import Field, Form, Refused
from ..identity import me
from ..providers import linking
from ..routes import Route
from ..stores import StillNeeded
from .changes import confirming

if TYPE_CHECKING:
    from ..extension import Accounts

#: Columns that open something. They are not a user's data but the site's means to know the user.
SECRET = re.compile(r"password|secret|uniquifier|recovery_codes|digest|token|handle|hash", re.IGNORECASE)


class Delete(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        return confirming(accounts)


def export(accounts: Accounts) -> Any:
    """Everything that is kept about a user, as a file of JSON (GDPR, articles 15 and 20)."""
    user = me()
    kept = {name: value for name, value in accounts.users.values(user).items() if not SECRET.search(name)}
    whole: dict[str, Any] = {"account": kept}
    if accounts.users.has(user, "roles"):
        whole["roles"] = [role.name for role in user.roles]
    if current_app.extensions["stopple"].settings["session"] == "server":
        whole["sessions"] = login.list_sessions(accounts.users.session_id(user))
    if accounts.providers:
        whole["sign_ins"] = linking.listed(accounts, user)
    for name, exporter in accounts.exporters.items():
        whole[name] = exporter(user)
    happened("exported", user)
    response = make_response(json.dumps(whole, default=_plain, indent=2, ensure_ascii=False))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = 'attachment; filename="account.json"'
    return response


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def delete(accounts: Accounts, values: dict[str, Any]) -> Answer:
    user = me()
    admission.require_password(accounts, user, values.get("password", ""))
    remove(accounts, user)
    # Behind it there is nobody any more: neither in this browser.
    login.logout_user()
    return Answer(accounts.texts.say("Your account is deleted."), to=accounts.path("after_logout"))


def remove(accounts: Accounts, user: Any) -> None:
    """Deletes an account as the settings say. Raises :class:`Refused` where rows of the application still refer to it."""
    how = accounts.settings["deletion"]
    address, name, key = getattr(user, "email", None), getattr(user, "username", None), accounts.users.user_key(user)
    locked = accounts.users.lock_user(user)
    if locked is None:
        raise admission.refused(accounts)
    ended = accounts.end_logins(locked, "deleted")
    try:
        if callable(how):
            how(locked)
        elif how == "deactivate":
            locked.active = False
        else:
            managing.erase(accounts, locked)
        accounts.end_sessions(ended)
        accounts.users.commit()
    except StillNeeded:
        raise Refused(accounts.texts.say("Your account cannot be deleted here. Please write to us."), status=409) from None
    happened("deleted", None, key=key)
    if address:
        accounts.mail.send_to(address, "deleted", name=name)


ROUTES = (
    Route("export", "/export", "Everything that is kept about one, as JSON.", None, export, needs="fresh"),
    Route("delete", "/delete", "Delete the account.", Delete, None, delete, needs="fresh", when=lambda its: its.settings["deletion"] != "off"),
)
