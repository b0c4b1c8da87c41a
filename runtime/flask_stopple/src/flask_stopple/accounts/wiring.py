"""What roles, tokens and factors put into an application that gets accounts."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any, Optional

from flask import Flask, Request, current_app

from .. import signals
from ..errors import StoreUnavailable
from . import access, happenings, memberships, objects, tokens
from . import events
from .factors import devices
from .forms import Refused
from .identities import Identities, Identity
from .memberships import Memberships
from .stores import now
from .token_pages import WITHOUT_COOKIES

if TYPE_CHECKING:
    from ..state import State
    from .extension import Accounts


def install(accounts: Accounts, app: Flask, guard: State) -> None:
    """Done once for an application."""
    settings = accounts.settings
    accounts.memberships = Memberships(accounts.users, settings["role_hierarchy"])
    accounts.identities = Identities(accounts.memberships.read, settings["identity_seconds"])
    if settings["identity_seconds"]:
        guard.also_asks = accounts.identities.asks
    memberships.watch(app, accounts.users, accounts.identities)

    def load(text: str) -> Optional[Identity]:
        """The user of a session: one who was switched off is not there any more."""
        found = accounts.identities.find(text, guard.store)
        return found if found is not None and found.is_active else None

    guard.login.user_loader(load)
    guard.login.name_of = lambda id_: _key_of(accounts, id_)
    signals.user_logged_in.connect(access.show, app, weak=False)
    signals.user_login_confirmed.connect(access.show, app, weak=False)
    # Not shared with the other applications of this object.
    accounts.endings = [*accounts.endings, lambda user, reason: _end(accounts, user, reason)]
    if settings["tokens"] and _has_tokens(accounts) or settings["basic"]:
        guard.login.token_loader = lambda asked: _by_header(accounts, asked)
        guard.forgery_exempt.append(lambda asked, verdict: _is_no_browsers(accounts, asked, verdict))
    app.extensions["stopple_challenges"] = [
        *(['Bearer realm="accounts"'] if settings["tokens"] else []),
        *(['Basic realm="accounts", charset="UTF-8"'] if settings["basic"] else []),
    ]
    if settings["administration"]:
        happenings.install(app, guard.settings["store"])
    app.jinja_env.globals.update(may=objects.may, authorize=objects.authorize)
    guard.judges.append(lambda: access.refuse_open_routes(app, settings["default_deny"]))


def _key_of(accounts: Any, id_: str) -> str:
    """The key of a user by what stands for them in sessions; that itself where they are gone, or cannot be asked for."""
    try:
        user = accounts.users.user_by_id(id_)
    except StoreUnavailable:
        return id_
    return str(accounts.users.user_key(user)) if user is not None else id_


def _has_tokens(accounts: Any) -> bool:
    return not hasattr(accounts.users, "Token") or accounts.users.Token is not None


def _end(accounts: Any, user: Any, reason: str) -> None:
    """What opens an account and is ours ends with its sessions. Tokens that were made for programs stay where only the user's own
    browsers are logged out, and a login that was ended takes its own pairs with it (`tokens.py` binds them to it)."""
    if _has_tokens(accounts):
        kinds = ("access", "refresh") if reason == "everywhere" else ("api", "access", "refresh")
        for row in accounts.users.tokens(user):
            if row.kind in kinds and row.revoked_at is None:
                row.revoked_at = now()
    devices.distrust_all(accounts, user)


# -- headers ---------------------------------------------------------------------------------------------------------


def _header(asked: Request) -> tuple[str, str]:
    scheme, _, rest = asked.environ.get("HTTP_AUTHORIZATION", "").strip().partition(" ")
    return scheme.lower(), rest.strip()


def _by_header(accounts: Any, asked: Request) -> tuple[bool, Optional[Identity]]:
    """Whether the header is one of ours, and who comes with it."""
    scheme, rest = _header(asked)
    if scheme == "bearer" and tokens.is_ours(rest) and accounts.settings["tokens"]:
        return True, tokens.known_by(accounts, rest)
    if scheme == "basic" and accounts.settings["basic"]:
        return True, _by_basic(accounts, rest)
    return False, None


def _is_no_browsers(accounts: Any, asked: Request, verdict: str) -> bool:
    """Whether no page of somebody else can have started the request. A Bearer token no browser sends by itself, and no other site may set the
    header. A password of HTTP Basic browsers do keep; but a browser says where a request comes from, and this one says nothing."""
    if asked.endpoint in WITHOUT_COOKIES:
        return True
    scheme, rest = _header(asked)
    if scheme == "bearer":
        return bool(tokens.is_ours(rest) and accounts.settings["tokens"])
    return scheme == "basic" and bool(accounts.settings["basic"]) and verdict == "token" and not asked.cookies


def _by_basic(accounts: Any, text: str) -> Optional[Identity]:
    """Name and password, or name and API token. Who has a second factor, or needs one, comes by a token only (ASVS 6.3.4)."""
    try:
        name, colon, password = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    if not colon or not name or not password:
        return None
    user = accounts.identify(name)
    if tokens.is_ours(password) and accounts.settings["tokens"]:
        identity = tokens.known_by(accounts, password)
        if identity is None or user is None or identity.id != accounts.users.session_id(user):
            return None
        return identity
    try:
        accounts.guessing.count(user, name)
    except Refused as refused:
        _too_many(refused)
    verdict = accounts.passwords.verify(user.password if user is not None else None, password)
    from .factors import needed

    if user is None or not verdict.right or needed.of(accounts, user) or needed.is_required(accounts, user):
        accounts.guessing.failed(user, name)
        return None
    store = current_app.extensions["stopple"].store
    found: Optional[Identity] = accounts.identities.find(accounts.users.session_id(user), store)
    if found is None or not found.is_active:
        return None
    found.mechanism = "basic"
    return found


def _too_many(refused: Refused) -> None:
    from ..errors import RateExceeded

    error = RateExceeded()
    raise error from refused


__all__ = ["events", "install"]
