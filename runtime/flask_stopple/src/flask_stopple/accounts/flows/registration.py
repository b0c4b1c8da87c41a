"""Register, and take up an invitation.

With ``confirm`` an account is made when its address was proved and not before: what was asked for travels in the link. So nobody occupies
somebody else's address or prepares an account for them, nothing half-made is kept, and the answer is the same whether or not there is an account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable, Mapping, Optional

from flask import url_for

from ... import login
from .. import admission
from ..answers import Answer
from ..events import happened
from ..forms import Field, Form, Refused, normal_address, normal_username
from ..routes import Route
from ..stores import AlreadyThere, now
from .entry import NEXT, TOKEN, already, looked

if TYPE_CHECKING:
    from ..extension import Accounts

EMAIL = Field("email", "E-mail address", "email", "email", most=254)
USERNAME = Field("username", "Name", autocomplete="username", most=64)
#: Fields of forms that are no columns, whatever a form of one's own adds.
NOT_COLUMNS = frozenset({"password", "token", "next", "remember", "email", "username"})


def new_password(accounts: Accounts, name: str = "password", label: str = "Password") -> Field:
    """A field for a password that is to be."""
    hint = "At least {least} characters; {advised} or more are better. Anything goes, also spaces."
    return Field(name, label, "password", "new-password", most=4096, hint=hint)


def username(accounts: Accounts) -> tuple[Field, ...]:
    return (USERNAME,) if accounts.settings["usernames"] else ()


class Register(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        if accounts.settings["confirm"]:
            return (EMAIL, NEXT)
        address = (EMAIL._replace(autocomplete="email"),) if accounts.has("email") else ()
        return (*address, *username(accounts), new_password(accounts), NEXT)


class Finish(Form):
    @classmethod
    def shown(cls, accounts: Accounts) -> tuple[Field, ...]:
        return (TOKEN, *username(accounts), new_password(accounts))


def register(accounts: Accounts, values: dict[str, Any]) -> Any:
    accounts.guessing.count_asking()
    if not accounts.settings["confirm"]:
        return made(accounts, create(accounts, values.get("email") or None, values), "register")
    address = values["email"]
    user = accounts.users.find_user(email=address)
    hours = accounts.settings["confirm_hours"]
    kept = {name: value for name, value in values.items() if name not in ("email", "next", "token", "password")}
    token = accounts.links.token("register", None, hours * 3600, email=address, fields=kept, next=login.safe_next(""))
    happened("registration_asked", user)
    # A mail goes out in both cases, to the address that is kept where there is one.
    if not accounts.guessing.may_write_to(address):
        return _sent(accounts)
    if user is None:
        accounts.mail.send_to(address, "register", link=accounts.links.url("finish_registration", token), hours=hours)
    else:
        accounts.mail.send("known_already", user, link=url_for("accounts.forgot", _external=True))
    return _sent(accounts)


def _sent(accounts: Accounts) -> Answer:
    return Answer(accounts.texts.say("We have sent you a mail. Please follow the link in it."), template="sent.html", status=202)


def look_at_registration(accounts: Accounts) -> dict[str, Any]:
    return looked(accounts, "register", "email")


def look_at_invitation(accounts: Accounts) -> dict[str, Any]:
    return looked(accounts, "invite", "email")


def finish_registration(accounts: Accounts, values: dict[str, Any]) -> Any:
    return _finished(accounts, values, "register")


def take_invitation(accounts: Accounts, values: dict[str, Any]) -> Any:
    return _finished(accounts, values, "invite")


def _finished(accounts: Accounts, values: dict[str, Any], purpose: str) -> Any:
    opened = accounts.links.look(purpose, values["token"])
    address = str(opened.facts["email"])
    try:
        user = create(
            accounts,
            address,
            {**opened.facts.get("fields", {}), **values},
            roles=opened.facts.get("roles", ()),
            is_proved=True,
            before=lambda user: accounts.links.spend(opened),
        )
    except Refused as refused:
        # The page is shown again, with whose it is.
        refused.facts.update(email=address)
        raise
    return made(accounts, user, "invitation" if purpose == "invite" else "register", opened.facts.get("next") or None)


def made(accounts: Accounts, user: Any, how: str, to: Optional[str] = None) -> Any:
    """Goes on with a user who is new: to ``to``, a path of this site, or to where they wanted to go."""
    answer = admission.after_first_factor(accounts, user, False, how, to)
    return answer._replace(message=accounts.texts.say("Welcome!"), status=201) if isinstance(answer, Answer) else answer


def create(
    accounts: Accounts,
    address: Optional[str],
    values: Mapping[str, Any],
    *,
    roles: Iterable[str] = (),
    is_proved: bool = False,
    before: Any = None,
    has_password: bool = True,
) -> Any:
    """Makes an account from values that a form has read. ``before`` is called with the user when everything is right and nothing yet written."""
    say, users = accounts.texts.say, accounts.users
    name = None
    if accounts.settings["usernames"]:
        name = normal_username(accounts, values.get("username") or "")
        if name is None:
            raise Refused(say("This name cannot be used. Letters, digits, dots, dashes and underscores are fine."), "username")
    # Nothing is what no password compares to; the columns of some tables must not be NULL.
    hashed = ""
    if has_password:
        words = tuple(word for word in (address, name) if word)
        accounts.passwords.require_good(values["password"], words=words)
        # Hashing takes long; nothing is locked meanwhile.
        hashed = accounts.passwords.hash(values["password"])
    if address and users.find_user(email=address) is not None:
        raise _taken(accounts, is_proved)
    if name and users.identify(name, ("username", "email")) is not None:
        raise Refused(say("This name is taken. Please choose another."), "username")
    granted = [role for role in (users.find_role(role) for role in roles) if role is not None]
    own = {field: value for field, value in values.items() if field not in NOT_COLUMNS and accounts.has(field)}
    fields = {**own, "password": hashed}
    if address:
        fields["email"] = address
    if name:
        fields["username"] = name
    if is_proved and accounts.has("confirmed_at"):
        fields["confirmed_at"] = now()
    user = users.new_user(**fields)
    if granted:
        user.roles = granted
    users.add(user)
    try:
        users.flush()
        if before is not None:
            # The database would take it, and nobody else has it: only now the link is used up, or what belongs to it written too.
            before(user)
        admission.end_predecessor(accounts, user)
        users.commit()
    except AlreadyThere:
        # Another request was faster, by the address or by the name.
        if name and users.identify(name, ("username",)) is not None and (not address or users.find_user(email=address) is None):
            raise Refused(say("This name is taken. Please choose another."), "username") from None
        raise _taken(accounts, is_proved) from None
    happened("registered", user)
    return user


def _taken(accounts: Accounts, is_proved: bool) -> Refused:
    say = accounts.texts.say
    if is_proved:
        return accounts.links.refused()
    return Refused(say("There is an account with this address already."), "email")


def invite(accounts: Accounts, address: str, roles: Iterable[str] = (), by: Any = None) -> str:
    """Invites somebody, who chooses a name and a password by the link in the mail. Returns the link, for an administrator who gives
    it on in another way. Raises ``ValueError`` for what is no address or role, ``AlreadyThere`` where there is an account."""
    normal = normal_address(address)
    if normal is None:
        raise ValueError(f"{address!r} is no e-mail address")
    names = list(roles)
    for name in names:
        if accounts.users.find_role(name) is None:
            raise ValueError(f"there is no role {name!r}")
    if accounts.users.find_user(email=normal) is not None:
        raise AlreadyThere(normal)
    days = accounts.settings["invite_days"]
    token = accounts.links.token("invite", None, days * 86_400, email=normal, roles=names)
    link = accounts.links.url("take_invitation", token)
    accounts.mail.send_to(normal, "invite", link=link, days=days, by=getattr(by, "username", None) or getattr(by, "email", None))
    happened("invited", by, roles=",".join(names))
    return link


ROUTES = (
    Route(
        "register", "/register", "Register.", Register, already, register, when=lambda its: its.settings["register"], status=202
    ),
    Route(
        "finish_registration",
        "/register/finish",
        "Finish a registration with the link from the mail.",
        Finish,
        look_at_registration,
        finish_registration,
        when=lambda its: its.settings["register"] and its.settings["confirm"],
        template="finish.html",
        status=201,
    ),
    Route("take_invitation", "/invitation", "Take up an invitation.", Finish, look_at_invitation, take_invitation, template="finish.html", status=201),
)
