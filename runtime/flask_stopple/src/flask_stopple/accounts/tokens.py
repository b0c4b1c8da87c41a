"""API tokens, and pairs of a short access token and a refresh token that works once.

A token is 256 random bits. Only its SHA-256 digest is kept (ASVS 6.5.2 allows it from 112 bits), so whoever reads the table can use none.
"""

from __future__ import annotations

import datetime
import logging
import time
from typing import Any, Iterable, NamedTuple, Optional

from flask import current_app

from .. import _stopple, audit
from ..extension import state_of
from . import events, forms
from .identities import Identity
from .identity import is_active
from .memberships import moment
from .stores import now

#: How tokens begin: so that scanners of secrets find them, and a stranger's Bearer token is not mistaken for ours.
PREFIX = {"api": "stp_", "access": "sta_", "refresh": "str_"}
#: The scope of everything that the user may do.
EVERYTHING = "*"
#: How exactly the last use is noted.
NOTED_EVERY = 60


class Refused(Exception):
    """A refresh token that does not count. ``reason`` is for the log; a client learns only that it has to log in."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Pair(NamedTuple):
    """What a client gets, by the names of RFC 6749."""

    access_token: str
    refresh_token: str
    expires_in: int
    scope: str
    token_type: str = "Bearer"


def is_ours(text: str) -> bool:
    """Whether a Bearer token is one that we gave out."""
    return text.startswith((PREFIX["api"], PREFIX["access"]))


# -- API tokens ------------------------------------------------------------------------------------------------------


def make_token(
    accounts: Any, user: Any, name: str, scopes: Iterable[str], lives: Optional[datetime.timedelta] = None
) -> tuple[str, Any]:
    """A new API token: its text, which is shown this once, and its row. ``scopes`` are permissions, ``role:NAME`` and, for policies,
    ``letter:read``; ``["*"]`` is all that the user may do."""
    text, row = _make(accounts, user, "api", name, scopes, lives, None)
    accounts.users.commit()
    events.happened("token_made", user, token=name, scopes=" ".join(row.scopes or ()))
    return text, row


def _make(
    accounts: Any, user: Any, kind: str, name: str, scopes: Iterable[str], lives: Optional[datetime.timedelta], family: Optional[str]
) -> tuple[str, Any]:
    wanted = sorted({scope.strip() for scope in scopes if scope.strip()})
    if any("," in scope or " " in scope for scope in wanted):
        raise ValueError("a scope has neither commas nor spaces in it")
    text = PREFIX[kind] + _stopple.new_token()
    row = accounts.users.new_token(
        user_id=_key(accounts, user),
        name=name[:80],
        digest=_stopple.token_digest(text),
        scopes=wanted,
        kind=kind,
        family=family,
        created_at=now(),
        expires_at=now() + lives if lives is not None else None,
    )
    accounts.users.add(row)
    return text, row


def _key(accounts: Any, user: Any) -> Any:
    name = accounts.users._key_name() if hasattr(accounts.users, "_key_name") else "id"
    return getattr(user, name)


def of_user(accounts: Any, user: Any, id_: str) -> Any:
    """One of a user's own tokens: an id of somebody else's finds nothing. Raises the refusal of a page."""
    row = next((row for row in accounts.users.tokens(user) if str(row.id) == id_), None)
    if row is None:
        raise forms.Refused(accounts.texts.say("There is no such token."), "id", 404)
    return row


def is_alive(row: Any) -> bool:
    """Whether a token neither ran out nor was revoked."""
    return row.revoked_at is None and (row.expires_at is None or moment(row.expires_at) > time.time())


def in_words(row: Any) -> dict[str, Any]:
    """A token in words, without anything that could be misused."""
    return {
        "id": str(row.id),
        "name": row.name,
        "kind": row.kind,
        "scopes": list(row.scopes or ()),
        "made": _text(row.created_at),
        "ends": _text(row.expires_at),
        "used": _text(row.last_used_at),
        "revoked": _text(row.revoked_at),
        "alive": is_alive(row),
    }


def _text(when: Optional[datetime.datetime]) -> Optional[str]:
    return None if when is None else datetime.datetime.fromtimestamp(moment(when), datetime.timezone.utc).isoformat()


def revoke(accounts: Any, user: Any, row: Any) -> None:
    """Ends a token at once; one of a pair with its family."""
    if row.family:
        _end_family(accounts, user, row.family)
    elif row.revoked_at is None:
        row.revoked_at = now()
    accounts.users.commit()
    events.happened("token_revoked", user, token=row.name)


def revoke_all(accounts: Any, user: Any, kinds: Iterable[str] = ("api", "access", "refresh")) -> int:
    """Ends all tokens of a user; says how many were alive."""
    wanted, count = set(kinds), 0
    for row in accounts.users.tokens(user):
        if row.kind in wanted and row.revoked_at is None:
            row.revoked_at, count = now(), count + 1
    if count:
        accounts.users.commit()
    return count


# -- pairs -----------------------------------------------------------------------------------------------------------


def make_pair(accounts: Any, user: Any, name: str, scopes: Iterable[str] = (EVERYTHING,)) -> Pair:
    """An access token for some minutes, and a refresh token for the next pair."""
    family = f"{_bound(accounts, user)}.{_stopple.new_token()[:32]}"
    ends = datetime.timedelta(days=accounts.settings["refresh_days"])
    pair = _pair(accounts, user, name, list(scopes), family, ends)
    accounts.users.commit()
    events.happened("token_made", user, token=name, scopes=pair.scope)
    return pair


def _pair(accounts: Any, user: Any, name: str, scopes: list[str], family: str, ends: datetime.timedelta) -> Pair:
    seconds = int(accounts.settings["access_minutes"] * 60)
    lives = min(datetime.timedelta(seconds=seconds), ends)
    access, _ = _make(accounts, user, "access", name, scopes, lives, family)
    refresh, row = _make(accounts, user, "refresh", name, scopes, ends, family)
    return Pair(access, refresh, int(lives.total_seconds()), " ".join(row.scopes))


def rotate(accounts: Any, refresh_token: str) -> Pair:
    """The next pair for a refresh token, which is worth nothing from then on. If it is shown again somebody has a copy: the whole
    family ends (RFC 9700, 4.14.2). Which of two came first the store decides, in one step."""
    users = accounts.users
    digest = _stopple.token_digest(refresh_token)
    row = users.token_by_digest(digest) if refresh_token.startswith(PREFIX["refresh"]) else None
    if row is None or row.kind != "refresh":
        raise Refused("unknown")
    user = users.user_by_key(str(row.user_id))
    if user is None or not is_active(user) or not _is_bound(accounts, user, row):
        raise Refused("user")
    if row.expires_at is None or moment(row.expires_at) <= time.time():
        raise Refused("expired")
    ends = int(moment(row.expires_at))
    first = state_of(current_app).store.spend(f"refresh\0{digest}", ends + 60, int(time.time()))
    if not first or row.revoked_at is not None:
        was_alive = any(each.revoked_at is None for each in users.tokens(user) if each.family == row.family)
        family = row.family
        _end_family(accounts, user, family)
        users.commit()
        if was_alive:
            events.happened("refresh_token_stolen", user, level=logging.CRITICAL, family=family)
        raise Refused("used")
    row.revoked_at = row.last_used_at = now()
    for each in users.tokens(user):
        # The access token of before ends with its refresh token.
        if each.family == row.family and each.kind == "access" and each.revoked_at is None:
            each.revoked_at = now()
    remaining = datetime.timedelta(seconds=ends - int(time.time()))
    pair = _pair(accounts, user, row.name, list(row.scopes or ()), row.family, remaining)
    users.commit()
    if not _family_lives(accounts, user, row.family, digest):
        raise Refused("used")
    return pair


def end_by_token(accounts: Any, refresh_token: str) -> None:
    """Ends the family of a refresh token, if it is one."""
    row = accounts.users.token_by_digest(_stopple.token_digest(refresh_token)) if refresh_token.startswith(PREFIX["refresh"]) else None
    user = accounts.users.user_by_key(str(row.user_id)) if row is not None else None
    if row is not None and user is not None and row.kind == "refresh":
        revoke(accounts, user, row)


def _family_lives(accounts: Any, user: Any, family: str, digest: str) -> bool:
    """Whether nobody ended the family while its next pair was being made: then that pair ends too."""
    store = state_of(current_app).store
    if store.is_session_ended(family.encode(), None, 0, int(time.time())):
        _end_family(accounts, user, family)
        accounts.users.commit()
        return False
    return True


def _end_family(accounts: Any, user: Any, family: str) -> None:
    """Ends a family, the pair of it included that another request is making at this moment: that one asks the store afterwards."""
    lives = int(accounts.settings["refresh_days"] * 86_400)
    clock = int(time.time())
    state_of(current_app).store.end_session(family.encode(), clock + lives + 60, clock)
    for row in accounts.users.tokens(user):
        if row.family == family and row.revoked_at is None:
            row.revoked_at = now()


def _bound(accounts: Any, user: Any) -> str:
    """Ties a family to what stands for the user in sessions: what ends all of these, as a new password, ends it."""
    return _stopple.fingerprint(accounts.users.session_id(user))[:16]


def _is_bound(accounts: Any, user: Any, row: Any) -> bool:
    return _stopple.is_same(str(row.family or "").partition(".")[0], _bound(accounts, user))


# -- a request that shows a token ------------------------------------------------------------------------------------


def known_by(accounts: Any, text: str) -> Optional[Identity]:
    """Who shows this token, with no more than it was given for; ``None`` for one that does not count."""
    users = accounts.users
    row = users.token_by_digest(_stopple.token_digest(text))
    if row is None or row.kind not in ("api", "access") or not text.startswith(PREFIX[row.kind]) or not is_alive(row):
        _refused("unknown" if row is None else "ended")
        return None
    user = users.user_by_key(str(row.user_id))
    if user is None or (row.family and not _is_bound(accounts, user, row)):
        _refused("user")
        return None
    if row.family and state_of(current_app).store.is_session_ended(row.family.encode(), None, 0, int(time.time())):
        _refused("ended")
        return None
    identity: Optional[Identity] = accounts.identities.find(users.session_id(user), state_of(current_app).store)
    if identity is None or not identity.is_active:
        _refused("inactive")
        return None
    scopes = frozenset(row.scopes or ())
    identity.mechanism, identity.token = "token", row
    identity.scopes = None if EVERYTHING in scopes else scopes
    _note(accounts, row)
    return identity


def _refused(reason: str) -> None:
    audit.event("token_refused", level=logging.WARNING, reason=reason)


def _note(accounts: Any, row: Any) -> None:
    """Notes the use, not more than once a minute: who has a token can see whether somebody else uses it."""
    if row.last_used_at is None or moment(row.last_used_at) + NOTED_EVERY < time.time():
        row.last_used_at = now()
        accounts.users.commit()


def sweep(accounts: Any, older: datetime.timedelta = datetime.timedelta(days=30)) -> int:
    """Takes dead tokens out of the table that ended so long ago. For stores of SQLAlchemy."""
    import sqlalchemy

    users = accounts.users
    limit = now() - older
    table = users.Token
    found = users.session.execute(
        sqlalchemy.delete(table).where(sqlalchemy.or_(table.expires_at < limit, table.revoked_at < limit))
    )
    users.commit()
    return int(found.rowcount)
