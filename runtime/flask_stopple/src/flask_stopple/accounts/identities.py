"""Who asks, as far as a guard has to know: id, whether active, roles and permissions of this very moment.

They are read with one statement and without the user's object, which is made only when a view asks for ``current_user``.
With ``identity_seconds`` they are kept between requests. What changes them through SQLAlchemy says so in the guard's store, which
every worker asks on each request, so a role that is withdrawn is gone at the next one.
"""

from __future__ import annotations

import threading
import time
from typing import Any, Callable, Iterable, Mapping, Optional

from flask import current_app, g, has_request_context, request

from ..login import Deferred, present
from ..sessions import ALSO_ASKED

#: Under this name the store remembers when everybody's roles changed.
EVERYBODY = "identities"
#: How many users are kept in a process.
MOST_KEPT = 10_000


class Identity(Deferred):
    """A user who is known by the session or a token. The object of the application's own class comes from :meth:`whole`."""

    __slots__ = ("id", "is_active", "roles", "permissions", "scopes", "mechanism", "token", "ends", "_whole", "_load")

    is_anonymous = False

    def __init__(
        self,
        id_: str,
        is_active: bool,
        roles: Iterable[str] = (),
        permissions: Iterable[str] = (),
        load: Optional[Callable[[], Any]] = None,
        ends: Optional[float] = None,
    ) -> None:
        self.id, self.is_active = id_, is_active
        self.roles, self.permissions = frozenset(roles), frozenset(permissions)
        #: What a token was given for; ``None`` where the user themselves are there.
        self.scopes: Optional[frozenset[str]] = None
        #: ``session``, ``token`` or ``basic``.
        self.mechanism = "session"
        #: The token that the request brought, as the store has it.
        self.token: Any = None
        #: When the first of the memberships ends (seconds since 1970).
        self.ends = ends
        self._load, self._whole = load, None

    @property
    def is_authenticated(self) -> bool:
        return self.is_active

    def get_id(self) -> str:
        return self.id

    def whole(self) -> Any:
        """The user's own object, read when it is first asked for; ``None`` for one who is gone meanwhile."""
        if self._whole is None and self._load is not None:
            self._whole = self._load()
        return self._whole

    def has_role(self, name: str) -> bool:
        """Whether the user has a role, by themselves or through another; with a scoped token only if it was given for that."""
        return name in self.roles and (self.scopes is None or f"role:{name}" in self.scopes)

    def has_permission(self, name: str) -> bool:
        """Whether one of the user's roles grants this, and the token, if one is shown, was given for it."""
        return name in self.permissions and (self.scopes is None or name in self.scopes)

    def again(self) -> Identity:
        """The same for another request, which reads its own object."""
        fresh = Identity.__new__(Identity)
        fresh.id, fresh.is_active, fresh.roles, fresh.permissions = self.id, self.is_active, self.roles, self.permissions
        fresh.scopes, fresh.mechanism, fresh.token, fresh.ends = None, "session", None, self.ends
        fresh._load, fresh._whole = self._load, None
        return fresh


def _names(id_: str) -> list[str]:
    return [f"{EVERYBODY}:{id_}", EVERYBODY]


class RoleFacts:
    """Roles as rows: what each grants and whose rights it includes."""

    def __init__(self, grants: Mapping[str, Iterable[str]], parents: Mapping[str, Iterable[str]]) -> None:
        self.grants, self.parents = grants, parents

    def reach(self, names: Iterable[str]) -> tuple[set[str], set[str]]:
        """All roles that these include, themselves among them, and all that those grant. A circle ends by itself."""
        roles: set[str] = set()
        open_ = list(names)
        while open_:
            name = open_.pop()
            if name not in roles:
                roles.add(name)
                open_.extend(self.parents.get(name, ()))
        return roles, {grant for name in roles for grant in self.grants.get(name, ())}


def granted(value: Any) -> list[str]:
    """The permissions in a role's column: a list, a set, JSON, or a text with commas between."""
    if not value:
        return []
    if isinstance(value, str):
        if value.lstrip().startswith("["):
            import json

            try:
                value = json.loads(value)
            except ValueError:
                # What cannot be read grants nothing.
                return []
            return [str(name) for name in value]
        return [name.strip() for name in value.split(",") if name.strip()]
    return [str(name) for name in value]


def kept(role: type, permissions: Iterable[str]) -> Any:
    """Permissions as the column of a class of roles keeps them: our own takes lists, a text of before has commas between. Raises ``ValueError``."""
    names = [name for name in permissions if name]
    if any("," in name for name in names):
        raise ValueError("a permission has no comma in it")
    if not names:
        return None
    kind = getattr(getattr(role, "permissions", None), "type", None)
    is_plain_text = type(kind).__name__ in ("String", "Text", "Unicode", "UnicodeText", "VARCHAR", "TEXT")
    return ",".join(names) if is_plain_text else names


class Identities:
    """Reads identities, and keeps them where that is wanted."""

    def __init__(self, read: Callable[[str], Optional[Identity]], seconds: int = 0) -> None:
        self._read = read
        #: For how long a change that was made past SQLAlchemy may go unseen; 0 keeps nothing.
        self.seconds = seconds
        self._kept: dict[str, tuple[int, Identity]] = {}
        self._lock = threading.Lock()

    def find(self, id_: str, store: Any) -> Optional[Identity]:
        """The identity of a user by what their session has as id; ``None`` for one who is not there any more."""
        if not self.seconds:
            return self._read(id_)
        asked = request.environ.pop(ALSO_ASKED, None) if has_request_context() else None
        if asked is not None and asked[0] == id_:
            # With the question for the session, a moment ago in this very request.
            kept = self._kept.get(id_)
            if kept is not None and kept[0] == asked[1] and not asked[2]:
                return kept[1].again()
        now = int(time.time())
        kept = self._fresh(id_)
        if kept is not None:
            read_at, known = kept
            # The store says when this user, or everybody, changed. One that does not answer ends the request (503).
            if not store.is_one_ended(_names(id_), read_at, now):
                return known.again()
        self._kept.pop(id_, None)
        identity = self._read(id_)
        if identity is not None:
            if len(self._kept) >= MOST_KEPT:
                with self._lock:
                    self._kept.clear()
            # Before the read: what changed in the same second counts as changed after it.
            self._kept[id_] = now, identity.again()
        return identity

    def asks(self, id_: str) -> Optional[tuple[list[str], int]]:
        """What :meth:`find` is going to ask the store, for whoever asks it something already: names, and since when they must not have changed."""
        kept = self._fresh(id_)
        return None if kept is None else (_names(id_), kept[0])

    def _fresh(self, id_: str) -> Optional[tuple[int, Identity]]:
        kept = self._kept.get(id_)
        if kept is None:
            return None
        read_at, identity = kept
        now = time.time()
        return kept if read_at + self.seconds > now and (identity.ends is None or identity.ends > now) else None

    def forget(self, store: Any, id_: Optional[str] = None) -> None:
        """Says to all workers that a user, or everybody, has to be read anew."""
        now = int(time.time())
        name = EVERYBODY if id_ is None else f"{EVERYBODY}:{id_}"
        if self.seconds:
            store.end_all_sessions(name, now + self.seconds + 60, now)
        if id_ is None:
            self._kept.clear()
        else:
            self._kept.pop(id_, None)


def identity() -> Optional[Identity]:
    """Who asks; ``None`` for nobody. A user whom the view itself logged in counts at once."""
    user = present()
    if user is None or not user.is_authenticated:
        return None
    if isinstance(user, Identity):
        return user
    kept = g.get("_stopple_identity")
    if kept is not None and kept[0] is user:
        known: Identity = kept[1]
        return known
    found = _of(user)
    g._stopple_identity = user, found
    return found if found is not None and found.is_authenticated else None


def _of(user: Any) -> Optional[Identity]:
    """The identity of a user whom somebody else loaded: the view that logs them in, a test, an application without our accounts."""
    accounts = current_app.extensions.get("stopple_accounts")
    if accounts is not None:
        found: Optional[Identity] = accounts.identities.find(accounts.users.session_id(user), store())
        return found
    from .memberships import Memberships

    return Memberships(None, {}).of(user, str(user.get_id()))


def store() -> Any:
    """The guard's store of the present application."""
    from ..extension import state_of

    return state_of(current_app).store
