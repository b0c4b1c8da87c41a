"""Change the password, the address, the name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from ... import login
from .. import admission
from ..answers import Answer
from ..events import happened
from ..forms import Field, Form, Refused, normal_username
from ..identity import me
from ..routes import Route
from ..stores import now
from .entry import PASSWORD, TOKEN, looked
from .registration import EMAIL, USERNAME, new_password

if TYPE_CHECKING:
    from ..extension import Accounts


def confirming(accounts: Accounts) -> tuple[Field, ...]:
    """The password once more, for who has one (ASVS 7.5.1)."""
    user = login.current_user
    return (PASSWORD._replace(label="Your password"),) if getattr(user, "password", None) else ()


class ChangePassword(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        return (*confirming(accounts), new_password(accounts, "new_password", "New password"))


class ChangeAddress(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        return (EMAIL._replace(label="New e-mail address"), *confirming(accounts))


class ChangeUsername(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        return (USERNAME._replace(label="New name"), *confirming(accounts))


class Token(Form):
    fields = (TOKEN,)


def account_page() -> str:
    return url_for("accounts.overview")


def change_password(accounts: Accounts, values: dict[str, Any]) -> Answer:
    user = me()
    before = getattr(user, "password", None)
    admission.require_password(accounts, user, values.get("password", ""))
    accounts.passwords.require_good(values["new_password"], user, field="new_password")
    hashed = accounts.passwords.hash(values["new_password"])
    remembered = login.login_remembered()
    locked = accounts.users.lock_user(user)
    if locked is None or locked.password != before:
        raise Refused(accounts.texts.say("This is not your password."), "password")
    admission.set_password(accounts, locked, hashed, "password_changed")
    admission.stay(locked, remembered)
    return Answer(accounts.texts.say("Your password is changed. You are logged out everywhere else."), to=account_page())


def change_username(accounts: Accounts, values: dict[str, Any]) -> Answer:
    say = accounts.texts.say
    name = normal_username(accounts, values["username"])
    if name is None:
        raise Refused(say("This name cannot be used. Letters, digits, dots, dashes and underscores are fine."), "username")
    user = me()
    admission.require_password(accounts, user, values.get("password", ""))
    other = accounts.users.identify(name, ("username", "email"))
    taken = say("This name is taken. Please choose another.")
    if other is not None and accounts.users.user_key(other) != accounts.users.user_key(user):
        raise Refused(taken, "username")
    locked = accounts.users.lock_user(user)
    if locked is None:
        raise admission.refused(accounts)
    locked.username = name
    admission.unique(accounts, "username", taken)
    happened("username_changed", locked)
    accounts.mail.send("username_changed", locked)
    return Answer(say("Your name is changed."), to=account_page())


# -- the address: the old one agrees, then the new one ---------------------------------------------------------------


def change_address(accounts: Accounts, values: dict[str, Any]) -> Answer:
    accounts.guessing.count_asking()
    user, new = me(), values["email"]
    admission.require_password(accounts, user, values.get("password", ""))
    happened("address_change_asked", user)
    if accounts.settings["both_addresses"] and user.email:
        minutes = accounts.settings["link_minutes"]
        link = accounts.links.url("agree_to_address", accounts.links.token("address-old", user, minutes * 60, email=new))
        accounts.mail.send("address_old", user, link=link, new=new, minutes=minutes)
    else:
        _ask_new(accounts, user, new)
    return Answer(
        accounts.texts.say("We have sent you a mail. Please follow the link in it."), template="sent.html", status=202
    )


def _ask_new(accounts: Accounts, user: Any, new: str) -> None:
    minutes = accounts.settings["link_minutes"]
    link = accounts.links.url("take_address", accounts.links.token("address-new", user, minutes * 60, email=new))
    other = accounts.users.find_user(email=new)
    if not accounts.guessing.may_write_to(new):
        return
    if other is None:
        accounts.mail.send_to(new, "address_new", link=link, minutes=minutes)
    else:
        # Its owner learns it, the one who asked does not.
        accounts.mail.send("known_already", other, link=url_for("accounts.forgot", _external=True))


def look_at_agreement(accounts: Accounts) -> dict[str, Any]:
    return looked(accounts, "address-old", "email")


def look_at_address(accounts: Accounts) -> dict[str, Any]:
    return looked(accounts, "address-new", "email")


def agree_to_address(accounts: Accounts, values: dict[str, Any]) -> Answer:
    opened = accounts.links.look("address-old", values["token"])
    user = accounts.links.user(opened)
    accounts.links.spend(opened)
    _ask_new(accounts, user, str(opened.facts["email"]))
    return Answer(
        accounts.texts.say("Thank you. We have sent a mail to the new address; please follow the link in it."), template="sent.html", status=202
    )


def take_address(accounts: Accounts, values: dict[str, Any]) -> Answer:
    opened = accounts.links.look("address-new", values["token"])
    locked = accounts.users.lock_user(accounts.links.user(opened))
    accounts.links.require_same(opened, locked)
    assert locked is not None
    new, old = str(opened.facts["email"]), locked.email
    gone = accounts.texts.say("This link does not work any more. Please ask for a new one.")
    if accounts.users.find_user(email=new) is not None:
        raise Refused(gone, "token")
    accounts.links.spend(opened)
    locked.email = new
    if accounts.users.has(locked, "confirmed_at"):
        locked.confirmed_at = now()
    admission.unique(accounts, "token", gone)
    happened("address_changed", locked)
    if old:
        accounts.mail.send_to(old, "address_changed", name=getattr(locked, "username", None), new=new)
    return Answer(accounts.texts.say("Your e-mail address is changed."), to=account_page())


ROUTES = (
    Route("change_password", "/password", "Change the password.", ChangePassword, None, change_password, needs="fresh"),
    Route("change_username", "/username", "Change the name.", ChangeUsername, None, change_username, needs="fresh", when=lambda its: its.settings["usernames"]),
    Route("change_address", "/address", "Change the e-mail address.", ChangeAddress, None, change_address, needs="fresh", when=lambda its: its.has("email"), status=202),
    Route("agree_to_address", "/address/agree", "Agree to the change of address, with the link sent to the old one.", Token, look_at_agreement, agree_to_address, when=lambda its: its.has("email"), status=202),
    Route("take_address", "/address/confirm", "Confirm the new address, with the link sent to it.", Token, look_at_address, take_address, when=lambda its: its.has("email")),
)
