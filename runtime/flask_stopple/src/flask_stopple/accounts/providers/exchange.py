"""The way to a provider and back: code flow with PKCE, ``state`` and ``nonce`` (OIDC Core 3.1, RFC 9700). Authlib does it; here stands what it leaves to us.

Beyond Authlib: a state works once, also for who has a copy of the cookie; ``iss`` of the answer is compared (RFC 9207), so that one provider's code is not
taken to another; an ID token has to be there and to be for us alone; what a provider can say wrong is an answer, and never an error of the server.
"""

from __future__ import annotations

import contextlib
import logging
import time
from typing import Any, Iterator, Mapping, NamedTuple, Optional

from flask import current_app, request, session, url_for
from werkzeug.exceptions import HTTPException

from ...extension import state_of
from ..events import happened
from ..forms import Refused
from . import Provider

logger = logging.getLogger("stopple")

#: How long a visitor may take at the provider.
LIVES = 600
#: Tries that wait in one browser at once, in several tabs. Their states lie in its session, which has to stay small.
MOST_WAITING = 3
#: The longest way back that is kept with one. Who wanted to go to a longer address begins at the front page.
LONGEST = 300
#: How far the clocks may differ.
LEEWAY = 60


class Begun(NamedTuple):
    """What a visitor set out to do, as it lay in their session meanwhile."""

    #: `log_in`, `link` or `confirm`.
    purpose: str
    #: Whose account it is about; empty for a login.
    user: str
    remember: bool
    #: Where to go on: a path of this site, or empty.
    to: str
    at: int


class Profile(NamedTuple):
    """Who came back, in the provider's words."""

    issuer: str
    subject: str
    email: Optional[str]
    #: Whether the provider itself has proved the address. One that says nothing has not.
    is_verified: bool
    #: When they showed the provider who they are, where it says so.
    shown_at: Optional[int]


def begin(accounts: Any, provider: Provider, begun: Begun) -> str:
    """The address at the provider to which the visitor goes. Raises :class:`Refused` where it does not answer."""
    more = {"prompt": "login", "max_age": 0} if begun.purpose == "confirm" and provider.is_openid else {}
    back = url_for("accounts.sign_in_back", provider=provider.name, _external=True)
    with _understood(accounts, provider):
        provider.require_metadata()
        made = provider.client.create_authorization_url(back, **more)
    _make_room(provider)
    address = str(made.pop("url"))
    kept = begun if len(begun.to) <= LONGEST else begun._replace(to="")
    provider.client.save_authorize_data(redirect_uri=back, begun=kept._asdict(), **made)
    return address


def _make_room(provider: Provider) -> None:
    """Forgets tries that took too long, and of too many the oldest."""
    now = time.time()
    waiting = {
        key: float(kept["exp"]) for key, kept in session.items() if key.startswith("_state_") and isinstance(kept, dict) and "exp" in kept
    }
    lives = provider.client.framework.expires_in
    newest = sorted((key for key in waiting if waiting[key] - lives > now - LIVES), key=waiting.__getitem__)[-(MOST_WAITING - 1) :]
    for key in waiting.keys() - set(newest):
        session.pop(key, None)


def finish(accounts: Any, provider: Provider) -> tuple[Begun, Profile]:
    """Who came back and what they had set out for. Raises :class:`Refused`."""
    client, said = provider.client, request.args
    state = said.get("state", "")
    kept = client.framework.get_state_data(session, state)
    now = int(time.time())
    begun = Begun(**kept["begun"]) if kept is not None else None
    if begun is None or not begun.at <= now <= begun.at + LIVES or not _spend(provider, state, now):
        client.framework.clear_state_data(session, state)
        happened("sign_in_refused", None, provider=provider.name, reason="state")
        raise Refused(accounts.texts.say("This took too long, or was begun in another browser. Please try again."))
    if said.get("error"):
        client.framework.clear_state_data(session, state)
        # The description is theirs and may be anybody's: it stands in an address.
        happened("sign_in_refused", None, provider=provider.name, reason="provider")
        raise Refused(accounts.texts.say("{provider} did not let you in, or you did not agree there.", provider=provider.label))
    with _understood(accounts, provider):
        metadata = provider.require_metadata()
        issuer = said.get("iss")
        if provider.is_openid and issuer != provider.issuer and (issuer is not None or metadata.get("authorization_response_iss_parameter_supported")):
            raise ValueError("the answer is of another issuer")
        if not said.get("code"):
            raise ValueError("the answer has no code")
        token = client.authorize_access_token(leeway=LEEWAY, claims_options=_options(provider))
        return begun, _of_claims(provider, token) if provider.is_openid else _of_interface(provider, token)


def _options(provider: Provider) -> Optional[dict[str, Any]]:
    """What an ID token must say: who it is of and that it is for us (OIDC Core 3.1.3.7, 2 and 3)."""
    if not provider.is_openid:
        return None
    return {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "iat": {"essential": True},
    }


def _of_claims(provider: Provider, token: Mapping[str, Any]) -> Profile:
    claims = token.get("userinfo")
    if claims is None:
        raise ValueError("there is no ID token")
    audience = claims["aud"]
    if audience != provider.client_id and audience != [provider.client_id]:
        # 3.1.3.7, 3: others whom we do not know are trusted with it, too.
        raise ValueError("the ID token is for others, too")
    said = claims
    if "email" not in claims and "userinfo_endpoint" in provider.client.server_metadata:
        said = provider.client.userinfo(token=token)
        if said.get("sub") != claims["sub"]:
            # 5.3.2: it may be somebody else's.
            raise ValueError("the user's claims are of another subject")
    shown = claims.get("auth_time")
    return _profile(provider.issuer, claims["sub"], said, int(shown) if shown is not None else None)


def _of_interface(provider: Provider, token: Mapping[str, Any]) -> Profile:
    def fetch(address: str) -> Any:
        answer = provider.client.get(address, token=token)
        answer.raise_for_status()
        return answer.json()

    assert provider.profile is not None
    said = provider.profile(fetch)
    return _profile(provider.issuer, said["sub"], said, None)


def _profile(issuer: str, subject: Any, said: Mapping[str, Any], shown_at: Optional[int]) -> Profile:
    if not isinstance(subject, (str, int)) or isinstance(subject, bool) or not 0 < len(str(subject)) <= 255 or "\0" in str(subject):
        raise ValueError("the subject is none")
    email = said.get("email")
    # Some write the truth as a text.
    is_verified = said.get("email_verified") is True or said.get("email_verified") == "true"
    return Profile(issuer, str(subject), email if isinstance(email, str) else None, is_verified, shown_at)


def _spend(provider: Provider, state: str, now: int) -> bool:
    """Whether this is the first to come back with a state. Authlib forgets it in the session, of which there may be copies."""
    return state_of(current_app).store.spend(f"provider\0{provider.name}\0{state}", now + LIVES + 60, now)


@contextlib.contextmanager
def _understood(accounts: Any, provider: Provider) -> Iterator[None]:
    """Around everything that a provider says: it may be away (503), or say what does not count (400)."""
    import requests

    try:
        yield
    except (HTTPException, Refused):
        raise
    except requests.RequestException as error:
        logger.error("the provider %s does not answer: %s", provider.name, type(error).__name__)
        text = accounts.texts.say("{provider} does not answer now. Please try again later, or log in in another way.", provider=provider.label)
        raise Refused(text, status=503, headers={"Retry-After": "30"}) from None
    except Exception as error:
        # What the other side sends can be wrong in every way that there is; each is a refusal. Quoted, for it may have line breaks.
        logger.warning("what the provider %s says does not count: %s: %.200r", provider.name, type(error).__name__, str(error))
        happened("sign_in_refused", None, provider=provider.name, reason=type(error).__name__)
        raise Refused(accounts.texts.say("What {provider} answered does not count. Please try again.", provider=provider.label)) from None
