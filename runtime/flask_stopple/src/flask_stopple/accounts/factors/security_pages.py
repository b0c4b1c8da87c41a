"""Pages of a user's own factors: an authenticator, recovery codes, passkeys, trusted browsers."""

from __future__ import annotations

from typing import Any

from flask import url_for

from .. import answers, refusals
from .. import events
from ..answers import Answer
from ..forms import Field, Form, Refused
from ..identity import me
from ..routes import Route
from . import confirming, devices, needed, passkeys, recovery, totp

END_OTHERS = Field("end_others", "Log out everywhere else", "checkbox", required=False)


class Code(Form):
    fields = (Field("code", "Code", "code", "one-time-code", most=12),)


class Removal(Form):
    fields = (END_OTHERS,)


class NewPasskey(Form):
    fields = (Field("name", "Name of the device", most=64),)


class OnePasskey(Form):
    fields = (Field("id", "", "hidden", most=400), END_OTHERS)


def security(accounts: Any) -> dict[str, Any]:
    user = me()
    offered = needed.offered(accounts)
    return {
        "offered": list(offered),
        "has": list(needed.of(accounts, user)),
        "required": needed.is_required(accounts, user),
        "codes_left": recovery.left(user) if "recovery" in offered else 0,
        "passkeys": _listed(accounts, user) if "passkey" in offered else [],
        "trusts": bool(accounts.settings["trusted_days"]),
    }


# -- an authenticator app --------------------------------------------------------------------------------------------


def authenticator(accounts: Any) -> Any:
    barred, user, half = _may_set_up(accounts)
    if barred is not None:
        return barred
    if half is None and getattr(user, "tf_totp_secret", None):
        return {"is_set_up": True, "required": _is_last(accounts, user, "totp")}
    secret = totp.new_secret()
    uri, picture = totp.picture(accounts, user, secret)
    if refusals.reads_json():
        return {"secret": secret, "uri": uri}
    return {"secret": _grouped(secret), "uri": uri, "picture": picture, "is_set_up": False}


def _grouped(secret: str) -> str:
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


def set_up_authenticator(accounts: Any, values: dict[str, Any]) -> Any:
    barred, user, half = _may_set_up(accounts)
    if barred is not None:
        return barred
    if not totp.set_up(accounts, user, values["code"]):
        refused = Refused(accounts.texts.say("This code is not right. Is the clock of the device right?"), "code")
        if not refusals.reads_json():
            refused.facts.update(authenticator(accounts))
        raise refused
    return confirming.after_set_up(accounts, user, "totp", half)


def remove_authenticator(accounts: Any, values: dict[str, Any]) -> Any:
    user = me()
    if not getattr(user, "tf_totp_secret", None):
        raise Refused(accounts.texts.say("There is no authenticator."), status=404)
    _keep_last(accounts, user, "totp")
    totp.remove(accounts, user)
    return confirming.after_removal(accounts, user, "totp", values["end_others"])


# -- recovery codes --------------------------------------------------------------------------------------------------


def recovery_codes(accounts: Any) -> dict[str, Any]:
    user = me()
    return {"left": recovery.left(user), "most": accounts.settings["recovery_codes"]}


def renew_codes(accounts: Any, values: dict[str, Any]) -> Answer:
    user = me()
    codes = recovery.renew(accounts, user)
    events.happened("factor_added", user, factor="recovery")
    confirming.tell_owner(accounts, user, "recovery", added=True)
    return Answer(template="recovery_codes_shown.html", data={"codes": codes}, status=201)


# -- passkeys --------------------------------------------------------------------------------------------------------


def _listed(accounts: Any, user: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": row.credential_id.hex(),
            "name": row.name,
            "made": row.create_datetime.isoformat() if row.create_datetime else None,
            "used": row.lastuse_datetime.isoformat() if row.lastuse_datetime else None,
            "usage": row.usage,
        }
        for row in accounts.users.credentials(user)
    ]


def list_passkeys(accounts: Any) -> Any:
    barred, user, half = _may_set_up(accounts)
    return barred if barred is not None else {"passkeys": _listed(accounts, user), "waits": half is not None}


def creation_options(accounts: Any, values: dict[str, Any]) -> Any:
    barred, user, _ = _may_set_up(accounts)
    return barred if barred is not None else Answer(data={"options": passkeys.creation_options(accounts, user)})


def add_passkey(accounts: Any, values: dict[str, Any]) -> Any:
    barred, user, half = _may_set_up(accounts)
    if barred is not None:
        return barred
    credential = answers.sent().get("credential")
    passkeys.keep(accounts, user, credential if isinstance(credential, dict) else {}, values["name"])
    return confirming.after_set_up(accounts, user, "passkey", half)


def remove_passkey(accounts: Any, values: dict[str, Any]) -> Any:
    user = me()
    # Among the user's own: an id of somebody else's finds nothing.
    row = next((row for row in accounts.users.credentials(user) if row.credential_id.hex() == values["id"]), None)
    if row is None:
        raise Refused(accounts.texts.say("There is no such passkey."), "id", 404)
    if len(accounts.users.credentials(user)) == 1:
        _keep_last(accounts, user, "passkey")
    accounts.users.delete(row)
    accounts.users.commit()
    return confirming.after_removal(accounts, user, "passkey", values["end_others"])


def forget_browsers(accounts: Any, values: dict[str, Any]) -> Answer:
    devices.distrust_all(accounts, me())
    return Answer(accounts.texts.say("Every browser will be asked for a second factor."), to=url_for("accounts.security"))


# -- who may ---------------------------------------------------------------------------------------------------------


def _may_set_up(accounts: Any) -> tuple[Any, Any, Any]:
    """Who may set up a factor: a freshly logged-in user, or one whose login waits for it; otherwise the answer to give."""
    user, half = confirming.set_up_by(accounts)
    if half is None:
        from ..routes import bar

        barred = bar("fresh")
        if barred is not None:
            return barred, None, None
    return None, user, half


def _is_last(accounts: Any, user: Any, factor: str) -> bool:
    others = [own for own in needed.of(accounts, user) if own not in (factor, "recovery", "email")]
    return not others and needed.is_required(accounts, user)


def _keep_last(accounts: Any, user: Any, factor: str) -> None:
    """Who needs a second factor adds another one before they take the last away."""
    if _is_last(accounts, user, factor):
        raise Refused(accounts.texts.say("You need a second factor. Set up another one first."), status=409)


def _totp(accounts: Any) -> bool:
    return "totp" in needed.offered(accounts)


def _recovery(accounts: Any) -> bool:
    return "recovery" in needed.offered(accounts)


def _passkeys(accounts: Any) -> bool:
    return "passkey" in needed.offered(accounts)


ROUTES = (
    Route("security", "/security", "One's second factors.", None, security, needs="login"),
    Route("authenticator", "/authenticator", "Set up an authenticator app.", Code, authenticator, set_up_authenticator, when=_totp),
    Route("remove_authenticator", "/authenticator/remove", "Take the authenticator app away.", Removal, "no", remove_authenticator, needs="fresh", when=_totp),
    Route("recovery_codes", "/recovery-codes", "Make new recovery codes.", Form, recovery_codes, renew_codes, needs="fresh", when=_recovery, status=201),
    Route("passkeys", "/passkeys", "One's passkeys.", None, list_passkeys, when=_passkeys),
    Route("passkey_options", "/passkeys/options", "What a device is asked for a new passkey.", Form, "no", creation_options, when=_passkeys),
    Route("add_passkey", "/passkeys/add", "Keep a new passkey.", NewPasskey, "no", add_passkey, when=_passkeys),
    Route("remove_passkey", "/passkeys/remove", "Take a passkey away.", OnePasskey, "no", remove_passkey, needs="fresh", when=_passkeys),
    Route("forget_browsers", "/security/forget-browsers", "Trust no browser any more.", Form, "no", forget_browsers, needs="fresh"),
)
