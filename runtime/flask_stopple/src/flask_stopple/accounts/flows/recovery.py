"""Confirm an address, set a forgotten password anew, be told one's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from .. import admission
from ..answers import Answer
from ..events import happened
from ..forms import Field, Form
from ..routes import Route
from .entry import TOKEN, Identity, looked, sent, to_user
from .registration import EMAIL, new_password

if TYPE_CHECKING:
    from ..extension import Accounts


class Address(Form):
    fields = (EMAIL,)


class Token(Form):
    fields = (TOKEN,)


class Reset(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        return (TOKEN, new_password(accounts, label="New password"))


def forgot(accounts: Accounts, values: dict[str, Any]) -> Answer:
    accounts.guessing.count_asking()
    user = accounts.identify(values["identity"])
    minutes = accounts.settings["link_minutes"]
    link = accounts.links.url("reset", accounts.links.token("reset", user, minutes * 60))
    happened("reset_asked", user)
    to_user(accounts, user, values["identity"], "reset", link=link, minutes=minutes)
    return sent(accounts)


def look_at_reset(accounts: Accounts) -> dict[str, Any]:
    facts = looked(accounts, "reset")
    user = accounts.links.user(accounts.links.look("reset", facts["token"]))
    # For password managers: whose new password it is.
    return {**facts, "who": getattr(user, "email", None) or getattr(user, "username", None)}


def reset(accounts: Accounts, values: dict[str, Any]) -> Answer:
    opened = accounts.links.look("reset", values["token"])
    user = accounts.links.user(opened)
    accounts.passwords.require_good(values["password"], user)
    hashed = accounts.passwords.hash(values["password"])
    # From here on nobody else changes this account; whoever was faster has changed its stamp.
    locked = accounts.users.lock_user(user)
    accounts.links.require_same(opened, locked)
    accounts.links.spend(opened)
    admission.confirm(accounts, locked)
    admission.set_password(accounts, locked, hashed, "password_reset")
    # The owner is here, whatever strangers tried meanwhile. They still log in: a second factor is not passed by a mail (ASVS 6.4.3).
    accounts.guessing.welcome(locked)
    return Answer(accounts.texts.say("Your password is set. Please log in with it."), to=url_for("accounts.log_in"))


def confirm(accounts: Accounts, values: dict[str, Any]) -> Answer:
    opened = accounts.links.look("confirm", values["token"])
    user = accounts.users.lock_user(accounts.links.user(opened))
    accounts.links.require_same(opened, user)
    accounts.links.spend(opened)
    admission.confirm(accounts, user)
    accounts.users.commit()
    return Answer(accounts.texts.say("Your e-mail address is confirmed. Please log in."), to=url_for("accounts.log_in"))


def look_at_confirmation(accounts: Accounts) -> dict[str, Any]:
    return looked(accounts, "confirm")


def send_confirmation(accounts: Accounts, values: dict[str, Any]) -> Answer:
    accounts.guessing.count_asking()
    user = accounts.users.find_user(email=values["email"])
    admission.send_confirmation(accounts, user if user is not None and admission.must_confirm(accounts, user) else None)
    return sent(accounts)


def recover_username(accounts: Accounts, values: dict[str, Any]) -> Answer:
    accounts.guessing.count_asking()
    user = accounts.users.find_user(email=values["email"])
    to_user(accounts, user, values["email"], "username")
    happened("username_told", user)
    return sent(accounts)


def _confirms(accounts: Accounts) -> bool:
    return bool(accounts.settings["confirm"]) and accounts.has("confirmed_at")


ROUTES = (
    Route("forgot", "/password/forgot", "Ask for a link that sets a new password.", Identity, None, forgot, when=lambda its: its.has("email"), status=202),
    Route("reset", "/password/reset", "Set a new password with the link from the mail.", Reset, look_at_reset, reset, when=lambda its: its.has("email")),
    Route("confirm", "/confirm", "Confirm an e-mail address with the link from the mail.", Token, look_at_confirmation, confirm, when=_confirms),
    Route("send_confirmation", "/confirm/send", "Ask for the confirming link again.", Address, None, send_confirmation, when=_confirms, status=202),
    Route(
        "recover_username",
        "/username/forgot",
        "Be told one's name by mail.",
        Address,
        None,
        recover_username,
        when=lambda its: its.settings["usernames"] and its.has("email"),
        status=202,
    ),
)
