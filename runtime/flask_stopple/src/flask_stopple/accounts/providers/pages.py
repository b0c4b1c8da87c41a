"""Pages of sign-ins at providers: the way there and back, registering from there, and what is linked to an account."""

from __future__ import annotations

import time
from typing import Any

from flask import abort, session, url_for

from ... import login
from .. import forms
from ..answers import Answer
from ..flows.entry import NEXT, remembering
from ..flows.registration import create, made, username
from ..forms import Field, Form
from ..identity import me
from ..routes import Route
from . import Provider, exchange, linking


class Go(Form):
    @classmethod
    def shown(cls, accounts: Any) -> tuple[Field, ...]:
        return (*remembering(accounts), NEXT)


class Finish(Form):
    @classmethod
    def shown(cls, accounts: Any) -> tuple[Field, ...]:
        return username(accounts)


class OneSignIn(Form):
    fields = (Field("id", "", "hidden", most=40),)


def _provider(accounts: Any, name: str) -> Provider:
    if name not in accounts.providers:
        abort(404)
    found: Provider = accounts.providers[name]
    return found


def _go(accounts: Any, provider: str, purpose: str, user: str = "", remember: bool = False) -> Answer:
    chosen = _provider(accounts, provider)
    begun = exchange.Begun(purpose, user, remember, login.safe_next(""), int(time.time()))
    address = exchange.begin(accounts, chosen, begun)
    # A page that goes on by itself, and no redirect: browsers hold the policy `form-action` against where a form's answer leads to.
    return Answer(to=address, template="sign_in_elsewhere.html", data={"address": address, "provider": chosen.label})


def go(accounts: Any, values: dict[str, Any], provider: str) -> Any:
    return _go(accounts, provider, "log_in", remember=values.get("remember", False))


def go_to_link(accounts: Any, values: dict[str, Any], provider: str) -> Any:
    user = me()
    linking.require_proved_address(accounts, user)
    return _go(accounts, provider, "link", accounts.users.user_key(user))


def go_to_confirm(accounts: Any, values: dict[str, Any], provider: str) -> Any:
    return _go(accounts, provider, "confirm", accounts.users.user_key(me()))


def back(accounts: Any, provider: str) -> Any:
    chosen = _provider(accounts, provider)
    begun, profile = exchange.finish(accounts, chosen)
    return linking.arrived(accounts, chosen, begun, profile)


def look_at_finish(accounts: Any) -> Any:
    if login.current_user.is_authenticated:
        return Answer(to=accounts.home())
    kept = linking.waiting(accounts)
    return {"email": kept["email"], "provider": accounts.providers[kept["provider"]].label}


def finish(accounts: Any, values: dict[str, Any]) -> Any:
    kept = linking.waiting(accounts)
    try:
        user = create(
            accounts, kept["email"], values, is_proved=True, before=lambda user: linking.keep_with(accounts, user, kept), has_password=False
        )
    except forms.Refused as refused:
        refused.facts.update(look_at_finish(accounts))
        raise
    session.pop(linking.NEW, None)
    return made(accounts, user, "register", kept["to"] or None)


def sign_ins(accounts: Any) -> dict[str, Any]:
    user = me()
    linked = linking.listed(accounts, user)
    there = {row["provider"] for row in linked}
    return {"linked": linked, "others": [{"name": it.name, "label": it.label} for it in accounts.providers.values() if it.name not in there]}


def unlink(accounts: Any, values: dict[str, Any]) -> Answer:
    linking.unlink(accounts, me(), values["id"])
    return Answer(accounts.texts.say("Removed."), to=url_for("accounts.sign_ins"))


def _has_providers(accounts: Any) -> bool:
    return bool(accounts.providers)


_FAILED: dict[str, Any] = {"template": "sign_in_failed.html", "when": _has_providers, "statuses": {503: "The provider does not answer."}}

ROUTES = (
    Route("sign_in_with", "/sign-ins/with/<provider>", "Log in with an account at a provider.", Go, "no", go, **_FAILED),
    Route("link_sign_in", "/sign-ins/with/<provider>/link", "Link a sign-in to the account.", Form, "no", go_to_link, needs="fresh", **_FAILED),
    Route("confirm_sign_in", "/sign-ins/with/<provider>/confirm", "Show again who one is, at a provider.", Go, "no", go_to_confirm, needs="login", **_FAILED),
    Route("sign_in_back", "/sign-ins/with/<provider>/back", "Where a provider sends its users back to.", None, back, **_FAILED),
    Route("finish_sign_in", "/sign-ins/finish", "Make an account for a sign-in.", Finish, look_at_finish, finish, when=_has_providers, status=201),
    Route("sign_ins", "/sign-ins", "One's linked sign-ins.", None, sign_ins, needs="login", when=_has_providers),
    Route("unlink_sign_in", "/sign-ins/unlink", "Take a linked sign-in away.", OneSignIn, "no", unlink, needs="fresh", when=_has_providers),
)
