"""The account at a glance, and where one is logged in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from flask import current_app, request, session, url_for

from ... import _stopple, login
from .. import admission
from ..answers import Answer
from ..events import happened
from ..forms import Field, Form, Refused
from ..identity import me
from ...limits import network, take
from ..routes import Route

if TYPE_CHECKING:
    from ..extension import Accounts


class Named(Form):
    fields = (Field("name", "", "hidden", most=255),)


class Password(Form):
    fields = (Field("password", "Password", "password", "new-password", most=4096),)


def overview(accounts: Accounts) -> dict[str, Any]:
    return {"user": admission.described(accounts, me())}


def session_list(accounts: Accounts) -> dict[str, Any]:
    """Where the user is logged in. Sealed sessions lie in the browsers, so that they can be ended and not listed."""
    if current_app.extensions["stopple"].settings["session"] != "server":
        return {"listed": False, "sessions": []}
    here = session._get_current_object().id  # type: ignore[attr-defined]
    rows = login.list_sessions(accounts.users.session_id(me()))
    for row in rows:
        row["here"] = here is not None and _stopple.is_same(str(row["name"]), _name_of(here))
    return {"listed": True, "sessions": rows}


def _name_of(id_: bytes) -> str:
    """The present session by the name that the list has: the digest of its id."""
    return _stopple.encode(hashlib.sha256(id_).digest())


def end_session(accounts: Accounts, values: dict[str, Any]) -> Answer:
    user = me()
    if not login.end_listed_session(accounts.users.session_id(user), values["name"]):
        raise Refused(accounts.texts.say("There is no such session."), "name", 404)
    happened("sessions_ended", user, which="one")
    return Answer(accounts.texts.say("That browser is logged out."), to=url_for("accounts.sessions"))


def end_others(accounts: Accounts, values: dict[str, Any]) -> Answer:
    user, remembered = me(), login.login_remembered()
    locked = accounts.users.lock_user(user)
    if locked is None:
        raise admission.refused(accounts)
    admission.change_logins(accounts, locked, "everywhere")
    admission.stay(locked, remembered)
    happened("sessions_ended", locked, which="all")
    return Answer(accounts.texts.say("You are logged out everywhere else."), to=url_for("accounts.sessions"))


def strength(accounts: Accounts, values: dict[str, Any]) -> Answer:
    """How good a password is, while it is being typed. The same judgement as later, so the meter promises nothing that the form refuses."""
    limiter = _stopple.Limiter("120/minute")
    allowed, headers = take(limiter, current_app.extensions["stopple"].rates, f"strength\0{network(request.remote_addr)}")
    if not allowed:
        raise Refused(accounts.texts.say("Too many attempts. Please wait a little, or use a link by e-mail."), status=429, headers=dict(headers))
    user = me() if login.current_user.is_authenticated else None
    score, hint = accounts.passwords.strength(values["password"], user)
    return Answer(data={"score": score, "hint": accounts.texts.say(hint)})


# Where one is logged in everybody sees who is; to end something one has shown lately who one is (ASVS 7.5.2).
ROUTES = (
    Route("overview", "/", "The account at a glance.", None, overview, needs="login"),
    Route("sessions", "/sessions", "Where one is logged in.", None, session_list, needs="login"),
    Route("end_session", "/sessions/end", "Log one browser out.", Named, "no", end_session, needs="fresh"),
    Route("end_others", "/sessions/end-others", "Log out everywhere else.", Form, "no", end_others, needs="fresh"),
    Route("strength", "/password/strength", "How good a password is.", Password, "no", strength),
)
