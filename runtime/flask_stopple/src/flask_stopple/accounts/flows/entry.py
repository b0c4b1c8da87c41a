"""Log in and out: with a password, with a link or a code by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, session

from ... import _stopple, login
from .. import admission
from ..answers import Answer
from ..events import happened
from ..forms import Field, Form, Refused
from ..identity import is_active
from ..routes import Route, is_fresh

if TYPE_CHECKING:
    from ..extension import Accounts

#: Where the browser that asked for a code keeps what proves it.
CODE = "_stopple_code"

IDENTITY = Field("identity", "E-mail address or name", autocomplete="username", most=255)
PASSWORD = Field("password", "Password", "password", "current-password", most=4096)
REMEMBER = Field("remember", "Stay logged in in this browser", "checkbox", required=False)
NEXT = Field("next", "", "hidden", required=False, most=2048)
TOKEN = Field("token", "", "hidden", required=True, most=4096)


def identity(accounts: Accounts) -> Field:
    """How one is named: with names it is either, without it is an address."""
    if accounts.settings["usernames"]:
        return IDENTITY
    return IDENTITY._replace(label="E-mail address", kind="email") if accounts.has("email") else IDENTITY


def remembering(accounts: Accounts) -> tuple[Field, ...]:
    return (REMEMBER,) if accounts.settings["remember"] else ()


class LogIn(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        return (identity(accounts)._replace(kind="text"), PASSWORD, *remembering(accounts), NEXT)


class SignIn(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        passcode = Field("passcode", "Password or code", "password", "current-password", most=4096)
        return (identity(accounts)._replace(kind="text"), passcode, *remembering(accounts), NEXT)


class Identity(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        return (identity(accounts), NEXT)


class TakeLink(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        return (TOKEN, *remembering(accounts), NEXT)


def already(accounts: Accounts) -> Any:
    """Who is logged in, and freshly so, has nothing to do here."""
    if is_fresh():
        return Answer(to=login.safe_next(accounts.home()))
    return {}


def log_in(accounts: Accounts, values: dict[str, Any]) -> Any:
    user = accounts.identify(values["identity"])
    accounts.guessing.count(user, values["identity"])
    require_right(accounts, user, values["identity"], values["password"])
    return admission.after_first_factor(accounts, user, values.get("remember", False), "password")


def require_right(accounts: Accounts, user: Any, named: str, password: str) -> None:
    """Raises :class:`Refused` unless the password is the user's; it takes as long where there is no user. Renews an old hash."""
    stored = getattr(user, "password", None) if user is not None else None
    admission.saw(accounts, user)
    # To compare takes long: nobody shall wait for what this request does not need meanwhile.
    getattr(accounts.users, "give_back", lambda: None)()
    verdict = accounts.passwords.verify(stored, password)
    if not verdict.right or user is None:
        accounts.guessing.failed(user, named)
        raise admission.refused(accounts)
    if verdict.renewed is not None:
        locked = accounts.users.lock_user(user)
        if locked is None or locked.password != stored:
            # Somebody set another password while this one was being compared.
            raise admission.refused(accounts)
        locked.password = verdict.renewed
        admission.saw(accounts, locked)
        accounts.users.commit()
        happened("password_renewed", user)


def log_out(accounts: Accounts, values: dict[str, Any]) -> Answer:
    if login.current_user.is_authenticated:
        login.logout_user()
    return Answer(accounts.texts.say("You are logged out."), to=accounts.path("after_logout"))


# -- a link ----------------------------------------------------------------------------------------------------------


def send_link(accounts: Accounts, values: dict[str, Any]) -> Answer:
    accounts.guessing.count_asking()
    user = accounts.identify(values["identity"])
    minutes = accounts.settings["link_minutes"]
    way = login.safe_next("")
    link = accounts.links.url("take_link", accounts.links.token("link", user, minutes * 60, next=way))
    happened("link_asked", user)
    to_user(accounts, user, values["identity"], "link", link=link, minutes=minutes)
    return sent(accounts)


def to_user(accounts: Accounts, user: Any, named: str, kind: str, **facts: Any) -> None:
    """Writes to a user who may be nobody, and not more often than the rate allows; it takes as long for both."""
    is_there = user is not None and is_active(user) and getattr(user, "email", None)
    may = accounts.guessing.may_write_to(user.email if is_there else named)
    accounts.mail.send(kind, user if is_there and may else None, **facts)


def sent(accounts: Accounts) -> Answer:
    """The one answer to who asks for a mail, whether or not there is somebody to write to (ASVS 6.3.8)."""
    return Answer(
        accounts.texts.say("If there is an account with this address or name, we have sent a mail. Please look into your inbox."),
        template="sent.html",
        status=202,
    )


def look_at_link(accounts: Accounts) -> dict[str, Any]:
    return looked(accounts, "link")


def looked(accounts: Accounts, purpose: str, *shown: str) -> dict[str, Any]:
    """The page of a link: a button, for scanners of mail open links, and a link works once. ``shown`` are facts of the link."""
    token = request.args.get("token", "")
    opened = accounts.links.look(purpose, token)
    if opened.user:
        accounts.links.user(opened)
    return {"token": token, **{name: opened.facts[name] for name in shown}}


def take_link(accounts: Accounts, values: dict[str, Any]) -> Any:
    opened = accounts.links.look("link", values["token"])
    user = accounts.links.user(opened)
    admission.saw(accounts, user)
    accounts.links.spend(opened)
    prove_address(accounts, user)
    # It was a path of ours when it was sealed.
    way = None if values.get("next") else opened.facts.get("next")
    return admission.after_first_factor(accounts, user, values.get("remember", False), "link", way or None)


def prove_address(accounts: Accounts, user: Any) -> None:
    """Whoever followed a link has the mailbox: it is proved, if it was not."""
    admission.confirm(accounts, user)
    accounts.users.commit()


# -- one form for all ------------------------------------------------------------------------------------------------


def send_code(accounts: Accounts, values: dict[str, Any]) -> Answer:
    accounts.guessing.count_asking()
    user = accounts.identify(values["identity"])
    minutes = accounts.settings["code_minutes"]
    code = _stopple.new_code(6)
    # The browser that asked keeps what proves the code, sealed: a code that was read to somebody opens nothing at another one.
    session[CODE] = accounts.links.token("code", user, minutes * 60, digest=_digest(code))
    to_user(accounts, user, values["identity"], "code", code=code, minutes=minutes)
    return Answer(
        accounts.texts.say("If there is an account with this address or name, we have sent a code. It works in this browser."),
        to=_sign_in_path(),
        status=202,
    )


def _sign_in_path() -> str:
    from flask import url_for

    return url_for("accounts.sign_in")


def sign_in(accounts: Accounts, values: dict[str, Any]) -> Any:
    user = accounts.identify(values["identity"])
    accounts.guessing.count(user, values["identity"])
    # Asked for nobody too: whether the session was looked at shows in the headers.
    if _is_code(accounts, user, values["passcode"]):
        admission.saw(accounts, user)
        prove_address(accounts, user)
        return admission.after_first_factor(accounts, user, values.get("remember", False), "code")
    admission.saw(accounts, user)
    if user is not None and any(proves(user, values["passcode"]) for proves in accounts.passcodes):
        return admission.after_first_factor(accounts, user, values.get("remember", False), "passcode")
    require_right(accounts, user, values["identity"], values["passcode"])
    return admission.after_first_factor(accounts, user, values.get("remember", False), "password")


def _is_code(accounts: Accounts, user: Any, passcode: str) -> bool:
    kept = session.get(CODE)
    typed = "".join(passcode.split())
    if user is None or not isinstance(kept, str) or not typed.isdigit() or len(typed) != 6:
        return False
    try:
        opened = accounts.links.look("code", kept)
        accounts.guessing.count_code(opened.nonce)
        if not _stopple.is_same(opened.facts["digest"], _digest(typed)):
            return False
        accounts.links.require_same(opened, user)
        accounts.links.spend(opened)
    except Refused as refused:
        if refused.status == 429:
            raise
        return False
    session.pop(CODE, None)
    return True


def _digest(code: str) -> str:
    return _stopple.fingerprint(f"code {code}")


ROUTES = (
    Route("log_in", "/login", "Log in with a password.", LogIn, already, log_in, statuses={429: "Too many attempts; Retry-After says when."}),
    Route("log_out", "/logout", "Log out, here and on the server.", Form, None, log_out),
    Route("send_link", "/link", "Ask for a login link by mail.", Identity, None, send_link, when=lambda its: its.settings["passwordless"], status=202),
    Route("take_link", "/link/login", "Log in with a link from a mail.", TakeLink, look_at_link, take_link, when=lambda its: its.settings["passwordless"]),
    Route("sign_in", "/sign-in", "Log in with a password, a mailed code or an authenticator's code.", SignIn, already, sign_in, when=lambda its: its.settings["unified"]),
    Route("send_code", "/sign-in/code", "Ask for a login code by mail.", Identity, None, send_code, when=lambda its: its.settings["unified"], status=202),
)
