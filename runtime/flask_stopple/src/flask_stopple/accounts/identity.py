"""What classes of users and roles need: ``class User(db.Model, UserMixin)``."""

from __future__ import annotations

from typing import Any, Union

from .. import login
from .identities import granted


def me() -> Any:
    """The user who is logged in, as the object itself."""
    return login.current_user._get_current_object()


def is_active(user: Any) -> bool:
    """Whether a user may be here at all; a class that says nothing about it has nobody who may not."""
    return bool(getattr(user, "is_active", True))


class RoleMixin:
    """A role: a ``name``, and perhaps ``permissions``."""

    name: Any

    def get_permissions(self) -> set[str]:
        """The permissions, however they are kept: with commas between, as a list, or not at all."""
        return set(granted(getattr(self, "permissions", None)))

    def __eq__(self, other: object) -> bool:
        return bool(self.name == other or self.name == getattr(other, "name", None))

    def __ne__(self, other: object) -> bool:
        return not self.__eq__(other)

    def __hash__(self) -> int:
        return hash(self.name)


class UserMixin(login.UserMixin):
    """A user: a key, ``email`` or ``username``, ``password``, and what else of ``columns.py`` there is."""

    @property
    def is_active(self) -> bool:
        active = getattr(self, "active", True)
        # A row of before the column was added is one of a user who could log in.
        return True if active is None else bool(active)

    @property
    def is_authenticated(self) -> bool:
        """A user who was switched off is nobody from the next request on."""
        return self.is_active

    def get_id(self) -> str:
        """What stands in sessions. A new ``fs_uniquifier`` ends them all."""
        unique = getattr(self, "fs_uniquifier", None)
        return str(unique) if unique else super().get_id()

    def has_role(self, role: Union[str, RoleMixin]) -> bool:
        """Whether the user has a role, by its name or itself."""
        name = role if isinstance(role, str) else role.name
        return any(own.name == name for own in getattr(self, "roles", None) or ())
