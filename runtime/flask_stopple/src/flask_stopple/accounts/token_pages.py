"""Pages of a user's API tokens, and the exchange of refresh tokens."""

from __future__ import annotations

import datetime
from typing import Any

from flask import jsonify, request, url_for
from werkzeug.wrappers import Response

from . import tokens
from .answers import Answer
from .forms import Field, Form, Refused
from .identities import identity
from .identity import me
from .routes import Route

#: What a program may send without a CSRF token: it shows a refresh token, and no cookie counts there.
WITHOUT_COOKIES = frozenset({"accounts.refresh_token", "accounts.end_pair"})


class NewToken(Form):
    fields = (
        Field("name", "What the token is for", most=80),
        Field("scopes", "Scopes, with spaces between", required=False, most=2000),
        Field("days", "Days until it ends", required=False, most=5),
    )


class OneToken(Form):
    fields = (Field("id", "", "hidden", most=40),)


class NewPair(Form):
    fields = (Field("name", "Name of the device", most=80), Field("scopes", "Scopes, with spaces between", required=False, most=2000))


class Refresh(Form):
    fields = (Field("refresh_token", "Refresh token", most=200),)


def list_tokens(accounts: Any) -> dict[str, Any]:
    rows = [row for row in accounts.users.tokens(me()) if row.kind == "api" or tokens.is_alive(row)]
    shown = [tokens.in_words(row) for row in rows if row.kind != "refresh"]
    return {"tokens": shown, "choice": sorted(_choice(accounts)), "most_days": accounts.settings["token_days"]}


def _choice(accounts: Any) -> set[str]:
    """What a user may give to a token: what they may do themselves, and what the owner of the site named."""
    known = identity()
    own = (set(known.permissions) | {f"role:{name}" for name in known.roles}) if known is not None else set()
    return {tokens.EVERYTHING, *own, *accounts.settings["token_scopes"]}


def _scopes(accounts: Any, text: str) -> list[str]:
    wanted = text.replace(",", " ").split()
    if not wanted:
        raise Refused(accounts.texts.say("Say what the token is for: name scopes, or * for everything."), "scopes")
    unknown = [scope for scope in wanted if scope not in _choice(accounts)]
    if unknown:
        raise Refused(accounts.texts.say("You cannot give this: {scopes}", scopes=", ".join(unknown)), "scopes")
    return wanted


def make(accounts: Any, values: dict[str, Any]) -> Answer:
    user, most = me(), accounts.settings["token_days"]
    scopes = _scopes(accounts, values["scopes"])
    days = values["days"] or str(int(most))
    if not days.isdigit() or not 1 <= int(days) <= most:
        raise Refused(accounts.texts.say("A token lives for 1 to {days} days.", days=int(most)), "days")
    text, row = tokens.make_token(accounts, user, values["name"], scopes, datetime.timedelta(days=int(days)))
    return Answer(template="token_shown.html", data={"token": text, "id": str(row.id), "scopes": scopes}, status=201)


def revoke(accounts: Any, values: dict[str, Any]) -> Answer:
    user = me()
    tokens.revoke(accounts, user, tokens.of_user(accounts, user, values["id"]))
    return Answer(accounts.texts.say("The token works no more."), to=url_for("accounts.tokens"))


def make_pair(accounts: Any, values: dict[str, Any]) -> Response:
    user = me()
    return _pair(tokens.make_pair(accounts, user, values["name"], _scopes(accounts, values["scopes"] or tokens.EVERYTHING)))


def refresh(accounts: Any, values: dict[str, Any]) -> Response:
    try:
        return _pair(tokens.rotate(accounts, values["refresh_token"]))
    except tokens.Refused as refused:
        # One answer for all of them; the reason is in the log.
        raise Refused(accounts.texts.say("Please log in again."), "refresh_token", 401) from refused


def end_pair(accounts: Any, values: dict[str, Any]) -> Answer:
    """Ends a family, as RFC 7009 has it: also for a token that is unknown the answer is yes."""
    tokens.end_by_token(accounts, values["refresh_token"])
    return Answer()


def _pair(pair: tokens.Pair) -> Response:
    response: Response = jsonify(pair._asdict())
    response.headers["Cache-Control"] = "no-store"
    return response


def is_without_cookies() -> bool:
    """Whether the present request is one whose token alone counts."""
    return request.endpoint in WITHOUT_COOKIES


def _on(accounts: Any) -> bool:
    return bool(accounts.settings["tokens"]) and getattr(accounts.users, "Token", True) is not None


ROUTES = (
    Route("tokens", "/tokens", "One's API tokens; a new one.", NewToken, list_tokens, make, needs="fresh", when=_on, status=201),
    Route("revoke_token", "/tokens/revoke", "Revoke a token.", OneToken, "no", revoke, needs="login", when=_on),
    Route("token_pair", "/token", "An access and a refresh token for this login.", NewPair, "no", make_pair, needs="fresh", when=_on),
    Route("refresh_token", "/token/refresh", "The next pair for a refresh token, which works once.", Refresh, "no", refresh, when=_on, statuses={401: "The family of the token has ended."}),
    Route("end_pair", "/token/end", "End a family of refresh tokens.", Refresh, "no", end_pair, when=_on),
)

__all__ = ["ROUTES", "WITHOUT_COOKIES", "is_without_cookies"]
