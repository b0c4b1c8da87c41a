"""Whose account a sign-in opens.

A sign-in that is linked opens its account. One that is not is linked by itself only where provider and site have both proved the same address:
an address that the provider did not prove may be anybody's, and an account whose address was never proved here may have been made by
somebody who waits for its owner. Everybody else links by hand, logged in, after showing once more who they are.
"""

from __future__ import annotations

import time
from typing import Any, Optional, Sequence

from flask import session, url_for

from ... import login
from .. import admission, tokens
from ..answers import Answer
from ..events import happened
from ..factors import needed
from ..forms import Refused, normal_address
from ..identity import is_active, me
from ..stores import AlreadyThere, now
from . import Provider
from .exchange import LIVES, Begun, Profile

#: Somebody who came from a provider and has no account yet, in the session.
NEW = "_new_sign_in"


def arrived(accounts: Any, provider: Provider, begun: Begun, profile: Profile) -> Any:
    """Goes on with who came back from a provider."""
    if begun.purpose == "log_in":
        return _log_in(accounts, provider, begun, profile)
    user = me() if login.current_user.is_authenticated else None
    if user is None or accounts.users.user_key(user) != begun.user:
        raise Refused(accounts.texts.say("Please log in again."), status=401)
    return _confirm(accounts, provider, user, begun, profile) if begun.purpose == "confirm" else _link_by_hand(accounts, provider, user, profile)


# -- logging in ------------------------------------------------------------------------------------------------------


def _log_in(accounts: Any, provider: Provider, begun: Begun, profile: Profile) -> Any:
    row = accounts.users.sign_in_by_subject(profile.issuer, profile.subject)
    if row is not None:
        user = accounts.users.user_by_key(str(row.user_id))
        if user is None or not is_active(user):
            raise _refused(accounts, provider)
        row.used_at = now()
        accounts.users.add(row)
        return _enter(accounts, user, begun)
    address = normal_address(profile.email) if profile.email and profile.is_verified else None
    if address is None:
        # The same whether or not somebody here has it: whoever opens an account there may write any address into it.
        text = accounts.texts.say("{provider} has not proved your e-mail address. Log in or register here, and link {provider} then.", provider=provider.label)
        raise Refused(text)
    user = accounts.users.find_user(email=address)
    if user is None:
        return _ask_to_register(accounts, provider, begun, profile, address)
    if not is_active(user):
        raise _refused(accounts, provider)
    if not has_proved_address(accounts, user):
        raise Refused(accounts.texts.say("There is an account with your address, which was never proved. Set its password anew by mail, and link {provider} then.", provider=provider.label))
    admission.saw(accounts, user)
    _link(accounts, user, provider, profile)
    return _enter(accounts, user, begun)


def _enter(accounts: Any, user: Any, begun: Begun) -> Any:
    """A sign-in is one factor: who has a second one is asked for it here, too."""
    accounts.users.commit()
    admission.saw(accounts, user)
    return admission.after_first_factor(accounts, user, begun.remember, "provider", begun.to or None)


def _refused(accounts: Any, provider: Provider) -> Refused:
    return Refused(accounts.texts.say("You cannot log in here with {provider}.", provider=provider.label))


def has_proved_address(accounts: Any, user: Any) -> bool:
    """Whether the site itself knows that the account's address is its owner's. Where there is no column for it, it does not."""
    return bool(getattr(user, "email", None)) and accounts.users.has(user, "confirmed_at") and user.confirmed_at is not None


# -- somebody new ----------------------------------------------------------------------------------------------------


def _ask_to_register(accounts: Any, provider: Provider, begun: Begun, profile: Profile, address: str) -> Answer:
    """An account is made by a button and not by coming along: nobody is to find themselves in an account that somebody else chose."""
    if not accounts.settings["register"]:
        raise _refused(accounts, provider)
    session[NEW] = {
        "provider": provider.name,
        "issuer": profile.issuer,
        "subject": profile.subject,
        "email": address,
        "to": begun.to,
        "at": int(time.time()),
    }
    return Answer(to=url_for("accounts.finish_sign_in"))


def waiting(accounts: Any) -> dict[str, Any]:
    """Who wants to register in this session. Raises :class:`Refused` where nobody does."""
    kept = session.get(NEW)
    if not isinstance(kept, dict) or not 0 <= time.time() - kept["at"] <= LIVES or kept["provider"] not in accounts.providers:
        session.pop(NEW, None)
        raise Refused(accounts.texts.say("Please log in again: this took too long."), status=401)
    return kept


def keep_with(accounts: Any, user: Any, kept: dict[str, Any]) -> None:
    """Writes the sign-in with the new account, or neither."""
    accounts.users.add(_row(accounts, user, kept["provider"], kept["issuer"], kept["subject"], kept["email"]))


# -- linked sign-ins -------------------------------------------------------------------------------------------------


def _link_by_hand(accounts: Any, provider: Provider, user: Any, profile: Profile) -> Answer:
    say = accounts.texts.say
    back = url_for("accounts.sign_ins")
    row = accounts.users.sign_in_by_subject(profile.issuer, profile.subject)
    if row is not None:
        if str(row.user_id) == accounts.users.user_key(user):
            return Answer(say("This is linked already."), to=back)
        raise Refused(say("This sign-in opens another account already."), status=409)
    require_proved_address(accounts, user)
    _link(accounts, user, provider, profile)
    return Answer(say("Linked. You can log in with {provider} from now on.", provider=provider.label), to=back)


def require_proved_address(accounts: Any, user: Any) -> None:
    """Raises :class:`Refused` for an account whose address nobody has proved: its owner may come, set a new password, and would not know
    of a sign-in that somebody else has left there."""
    if getattr(user, "email", None) and accounts.users.has(user, "confirmed_at") and user.confirmed_at is None:
        admission.send_confirmation(accounts, user)
        raise Refused(accounts.texts.say("Your e-mail address has to be confirmed first. We have sent you a link."), status=409)


def _link(accounts: Any, user: Any, provider: Provider, profile: Profile) -> None:
    accounts.users.add(_row(accounts, user, provider.name, profile.issuer, profile.subject, profile.email))
    try:
        accounts.users.commit()
    except AlreadyThere:
        raise Refused(accounts.texts.say("This sign-in opens another account already."), status=409) from None
    happened("sign_in_linked", user, provider=provider.name)
    _tell_owner(accounts, user, provider.label, linked=True)


def _row(accounts: Any, user: Any, provider: str, issuer: str, subject: str, email: Optional[str]) -> Any:
    fields = {"provider": provider, "issuer": issuer, "subject": subject, "email": email[:255] if email else None}
    return accounts.users.new_sign_in(user_id=tokens._key(accounts, user), created_at=now(), used_at=now(), **fields)


def unlink(accounts: Any, user: Any, id_: str, is_owner: bool = True) -> None:
    """Takes one of a user's sign-ins away. Raises :class:`Refused` for one that is not theirs; and, for the owner, for their last way in: an
    administrator takes it away because somebody else has it, and the owner comes back by a link that sets a password."""
    say = accounts.texts.say
    locked = accounts.users.lock_user(user)
    rows = accounts.users.sign_ins(locked) if locked is not None else []
    row = next((row for row in rows if str(row.id) == id_), None)
    if row is None:
        raise Refused(say("There is no such sign-in."), "id", 404)
    if is_owner and len(rows) == 1 and not getattr(locked, "password", None) and not _opens_by_passkey(accounts, locked):
        raise Refused(say("This is your only way to log in. Set a password first."), status=409)
    name = row.provider
    accounts.users.delete(row)
    accounts.users.commit()
    happened("sign_in_unlinked", user, provider=name)
    provider = accounts.providers.get(name)
    _tell_owner(accounts, user, provider.label if provider else name, linked=False)


def _opens_by_passkey(accounts: Any, user: Any) -> bool:
    if not accounts.settings["passkey_login"] or "passkey" not in needed.offered(accounts):
        return False
    return any(row.usage == "first" for row in accounts.users.credentials(user))


def _tell_owner(accounts: Any, user: Any, label: str, linked: bool) -> None:
    """A mail, where mails can be sent (ASVS 6.3.7)."""
    if accounts.mail.sender() is not None:
        accounts.mail.send("sign_in_linked" if linked else "sign_in_unlinked", user, provider=label)


def listed(accounts: Any, user: Any) -> list[dict[str, Any]]:
    """A user's linked sign-ins in words."""
    return [
        {
            "id": str(row.id),
            "provider": row.provider,
            "label": accounts.providers[row.provider].label if row.provider in accounts.providers else row.provider,
            "email": row.email,
            "linked": row.created_at.isoformat() if row.created_at else None,
            "used": row.used_at.isoformat() if row.used_at else None,
        }
        for row in accounts.users.sign_ins(user)
    ]


def usable(accounts: Any, user: Any) -> Sequence[Provider]:
    """The providers by which a user can show who they are."""
    if not accounts.providers:
        return ()
    linked = {row.provider for row in accounts.users.sign_ins(user)}
    return [provider for name, provider in accounts.providers.items() if name in linked]


# -- showing again who one is ----------------------------------------------------------------------------------------


def _confirm(accounts: Any, provider: Provider, user: Any, begun: Begun, profile: Profile) -> Answer:
    row = accounts.users.sign_in_by_subject(profile.issuer, profile.subject)
    if row is None or str(row.user_id) != accounts.users.user_key(user):
        raise Refused(accounts.texts.say("This sign-in does not open your account."))
    if profile.shown_at is not None and profile.shown_at < begun.at - LIVES:
        # They were asked for it (`max_age`), and the provider says that it was long ago. One that does not say is believed as at a login.
        raise Refused(accounts.texts.say("{provider} did not ask you who you are. Log out there, and try again.", provider=provider.label))
    row.used_at = now()
    accounts.users.add(row)
    accounts.users.commit()
    login.confirm_login()
    return Answer(to=begun.to or accounts.home())


__all__ = ["arrived", "keep_with", "listed", "unlink", "usable", "waiting"]
