"""Where users lie. The accounts ask a store these questions and know nothing else about it.

:class:`~flask_stopple.accounts.stores.sqlalchemy.SQLAlchemyUsers` answers them for SQLAlchemy; whatever else has an object with these
methods works as well. A store that does not answer raises :class:`~flask_stopple.StoreUnavailable`, and leaves nothing half-written.
"""

from __future__ import annotations

import datetime
import time
from typing import Any, Iterable, Optional, Protocol, Sequence


class AlreadyThere(Exception):
    """What was to be written must be unique, and somebody else has it: another request was faster."""


class StillNeeded(Exception):
    """What was to be deleted is referred to by rows that the application has to move or delete first."""


def now() -> datetime.datetime:
    """The time in UTC and without a zone, as the tables of before have it. By the clock that everything else here goes by."""
    return datetime.datetime.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)


class Users(Protocol):
    """A store of users. Objects are whatever the store makes them; their attributes are named as in ``columns.py``."""

    # -- finding -----------------------------------------------------------------------------------------------------

    def find_user(self, **identity: Any) -> Optional[Any]:
        """The user with this column, as ``find_user(email="a@b.example")``. E-mail addresses and names are compared without case."""

    def identify(self, text: str, columns: Sequence[str]) -> Optional[Any]:
        """The user whom ``text`` names in one of these columns. It takes as long where it names nobody (ASVS 6.3.8)."""

    def user_by_id(self, text: str) -> Optional[Any]:
        """The user whose session says ``text``: what :meth:`session_id` gave."""

    def session_id(self, user: Any) -> str:
        """What stands for a user in a session. Where there is a column ``fs_uniquifier`` it is that one, which can be renewed."""

    def user_key(self, user: Any) -> str:
        """The primary key as a text: what stands for a user in a link, and never changes."""

    def user_by_key(self, text: str) -> Optional[Any]:
        """The user with this primary key."""

    def find_role(self, name: str) -> Optional[Any]:
        """The role of this name."""

    def all_users(self, page: int = 1, search: str = "", per_page: int = 50) -> Sequence[Any]:
        """One page of all users, in the order of their keys; ``search`` is a part of an e-mail address or a name."""

    def all_roles(self) -> Sequence[Any]:
        """All roles by name."""

    def has(self, user_or_class: Any, column: str) -> bool:
        """Whether a class (or the class of an object) has a column or relation of this name."""

    # -- writing -----------------------------------------------------------------------------------------------------

    def new_user(self, **fields: Any) -> Any:
        """A user that is not yet written. Columns that must not be empty and are ours (``fs_uniquifier``, ``active``) are filled."""

    def new_role(self, **fields: Any) -> Any:
        """A role that is not yet written."""

    def add(self, object: Any) -> None:
        """Has an object written at the next :meth:`commit`."""

    def delete(self, object: Any) -> None:
        """Has an object deleted at the next :meth:`commit`."""

    def flush(self) -> None:
        """Asks the database whether what was added can be written, and holds it until :meth:`commit`. Raises as that does."""

    def commit(self) -> None:
        """Writes. Raises :class:`AlreadyThere` and :class:`StillNeeded`, both with everything taken back."""

    def rollback(self) -> None:
        """Takes everything back since the last :meth:`commit`."""

    def lock_user(self, user: Any) -> Optional[Any]:
        """The user as they are now, and nobody else changes them before :meth:`commit` or :meth:`rollback`; ``None`` if they
        were deleted meanwhile."""

    # -- what belongs to a user --------------------------------------------------------------------------------------

    def credentials(self, user: Any) -> Sequence[Any]:
        """The passkeys of a user; none without a class for them."""

    def credential_by_id(self, credential_id: bytes) -> Optional[Any]:
        """The passkey with this id."""

    def new_credential(self, **fields: Any) -> Any:
        """A passkey that is not yet written."""

    def tokens(self, user: Any) -> Sequence[Any]:
        """The API tokens of a user; none without a class for them."""

    def token_by_digest(self, digest: str) -> Optional[Any]:
        """The API token of this digest."""

    def new_token(self, **fields: Any) -> Any:
        """An API token that is not yet written."""

    def sign_ins(self, user: Any) -> Sequence[Any]:
        """The sign-ins at providers that are linked to a user; none without a class for them."""

    def sign_in_by_subject(self, issuer: str, subject: str) -> Optional[Any]:
        """The linked sign-in of this subject at this issuer: both as they are, with case."""

    def new_sign_in(self, **fields: Any) -> Any:
        """A linked sign-in that is not yet written."""

    def values(self, user: Any) -> dict[str, Any]:
        """The columns of a user and what is in them."""

    # -- what is not there -------------------------------------------------------------------------------------------

    def lacks(self, wanted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Which of these columns, as ``("user", "confirmed_at")``, the classes do not have."""


__all__ = ["AlreadyThere", "StillNeeded", "Users"]
