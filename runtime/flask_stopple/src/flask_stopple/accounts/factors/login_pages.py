"""Pages of a login's second half, and of a login by passkey alone."""

from __future__ import annotations

from typing import Any

from flask import url_for

from ... import login
from .. import admission
from ..answers import Answer
from ..forms import Field, Form, Refused
from ..identity import is_active, me
from ..providers import linking
from ..routes import Route
from . import confirming, mailed, needed, passkeys


class Code(Form):
    @classmethod
    def shown(cls, accounts: Any) -> tuple[Field, ...]:
        trust = (Field("trust", "Do not ask for it again in this browser", "checkbox", required=False),)
        return (
            Field("way", "", "hidden", most=20),
            Field("code", "Code", "code", "one-time-code", most=64),
            *(trust if accounts.settings["trusted_days"] else ()),
        )


class Trust(Form):
    fields = (Field("trust", "", "checkbox", required=False),)


class Again(Form):
    fields = (
        Field("way", "", "hidden", most=20),
        Field("password", "Password", "password", "current-password", required=False, most=4096),
        Field("code", "Code", "code", "one-time-code", required=False, most=64),
        Field("next", "", "hidden", required=False, most=2048),
    )


def second_factor(accounts: Any) -> Any:
    half = confirming.waiting(accounts)
    ways = needed.of(accounts, half.user)
    if not ways:
        return Answer(to=url_for("accounts.second_factor_setup"))
    return {"ways": list(ways), "mailed": mailed.is_sent(half), "days": accounts.settings["trusted_days"], "way": _first(ways)}


def _first(ways: tuple[str, ...]) -> str:
    return next((way for way in ways if way != "passkey"), "")


def give_code(accounts: Any, values: dict[str, Any]) -> Any:
    half = confirming.waiting(accounts)
    try:
        confirming.check_code(accounts, half.user, values["way"], values["code"], half)
    except Refused as refused:
        refused.facts.update(second_factor(accounts), way=values["way"])
        raise
    return confirming.finish(accounts, half, values.get("trust", False))


def mail_code(accounts: Any, values: dict[str, Any]) -> Answer:
    half = confirming.waiting(accounts)
    if "email" not in needed.of(accounts, half.user) or not accounts.guessing.may_write_to(half.user.email):
        raise Refused(accounts.texts.say("No code can be sent now. Please use another way, or try later."), status=429)
    mailed.send(accounts, half)
    return Answer(accounts.texts.say("We have sent you a code."), to=url_for("accounts.second_factor"))


def second_factor_setup(accounts: Any) -> Any:
    half = confirming.waiting(accounts)
    if not half.sets_up:
        return Answer(to=url_for("accounts.second_factor"))
    return {"offered": [factor for factor in needed.offered(accounts) if factor in ("totp", "passkey")]}


# -- passkeys --------------------------------------------------------------------------------------------------------


def options_to_log_in(accounts: Any, values: dict[str, Any]) -> Answer:
    return Answer(data={"options": passkeys.request_options(accounts, None, "login")})


def log_in_by_passkey(accounts: Any, values: dict[str, Any]) -> Any:
    owner = confirming.check_passkey(accounts, None, "login")
    if not is_active(owner):
        raise admission.refused(accounts)
    if admission.must_confirm(accounts, owner):
        admission.send_confirmation(accounts, owner)
        raise Refused(accounts.texts.say("Your e-mail address has to be confirmed first. We have sent you a link."))
    return confirming.enter(accounts, owner, values.get("remember", False), login.safe_next(accounts.home()))


def options_for_second(accounts: Any, values: dict[str, Any]) -> Answer:
    return Answer(data={"options": passkeys.request_options(accounts, confirming.waiting(accounts).user, "second")})


def second_by_passkey(accounts: Any, values: dict[str, Any]) -> Any:
    half = confirming.waiting(accounts)
    confirming.check_passkey(accounts, half.user, "second")
    return confirming.finish(accounts, half, values.get("trust", False))


# -- again, before a sensitive change --------------------------------------------------------------------------------


def confirm_login(accounts: Any) -> dict[str, Any]:
    user = me()
    ways = [way for way in needed.of(accounts, user) if way != "email"]
    providers = [{"name": provider.name, "label": provider.label} for provider in linking.usable(accounts, user)]
    return {"ways": ways, "has_password": bool(getattr(user, "password", None)), "providers": providers, "next": login.safe_next("")}


def show_again(accounts: Any, values: dict[str, Any]) -> Any:
    user = me()
    try:
        if values["way"] == "password":
            if not getattr(user, "password", None):
                raise Refused(accounts.texts.say("This is not your password."), "password")
            admission.require_password(accounts, user, values["password"])
            return confirming.confirm(accounts, factor=False)
        confirming.check_code(accounts, user, values["way"], values["code"], None)
    except Refused as refused:
        refused.facts.update(confirm_login(accounts))
        raise
    return confirming.confirm(accounts, factor=True)


def options_to_confirm(accounts: Any, values: dict[str, Any]) -> Answer:
    return Answer(data={"options": passkeys.request_options(accounts, me(), "confirm")})


def confirm_by_passkey(accounts: Any, values: dict[str, Any]) -> Any:
    confirming.check_passkey(accounts, me(), "confirm")
    return confirming.confirm(accounts, factor=True)


class Back(Form):
    fields = (Field("next", "", "hidden", required=False, most=2048),)


class Remember(Form):
    fields = (
        Field("remember", "", "checkbox", required=False),
        Field("next", "", "hidden", required=False, most=2048),
    )


def _any(accounts: Any) -> bool:
    return accounts.settings["second_factor"] != "off" and bool(needed.offered(accounts))


def _passkeys(accounts: Any) -> bool:
    return "passkey" in needed.offered(accounts)


def _passkey_login(accounts: Any) -> bool:
    return bool(accounts.settings["passkey_login"]) and _passkeys(accounts)


def _mails(accounts: Any) -> bool:
    return _any(accounts) and "email" in needed.offered(accounts)


ROUTES = (
    Route("second_factor", "/second-factor", "Show the second factor of a login.", Code, second_factor, give_code, when=_any),
    Route("second_factor_setup", "/second-factor/set-up", "Set up the second factor that one's role needs.", None, second_factor_setup, when=_any),
    Route("mail_second_factor", "/second-factor/mail", "Have a code sent by mail.", Form, "no", mail_code, when=_mails),
    Route("second_factor_options", "/second-factor/passkey/options", "What a passkey is asked, as the second factor.", Form, "no", options_for_second, when=_passkeys),
    Route("second_factor_passkey", "/second-factor/passkey", "Show a passkey as the second factor.", Trust, "no", second_by_passkey, when=_passkeys),
    Route("passkey_login_options", "/login/passkey/options", "What a passkey is asked, to log in.", Form, "no", options_to_log_in, when=_passkey_login),
    Route("passkey_login", "/login/passkey", "Log in with a passkey.", Remember, "no", log_in_by_passkey, when=_passkey_login),
    Route("confirm_login", "/login/confirm", "Show again who one is.", Again, confirm_login, show_again, needs="login"),
    Route("confirm_options", "/login/confirm/passkey/options", "What a passkey is asked, to confirm.", Form, "no", options_to_confirm, needs="login", when=_passkeys),
    Route("confirm_passkey", "/login/confirm/passkey", "Confirm with a passkey.", Back, "no", confirm_by_passkey, needs="login", when=_passkeys),
)

__all__ = ["ROUTES"]
