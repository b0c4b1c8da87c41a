"""A datastore of Flask-Security, asked the questions of :class:`flask_stopple.accounts.stores.Users`."""

from __future__ import annotations

from typing import Any, Iterable, Optional, Sequence


def users_of(datastore: Any) -> Any:
    """The store that answers for a datastore."""
    from .datastore_sqlalchemy import SQLAlchemyUserDatastore

    if isinstance(datastore, SQLAlchemyUserDatastore) and datastore.user_model is not None:
        # Users of MongoEngine and Peewee need no SQLAlchemy.
        from .stores_sqlalchemy import SQLAlchemyDatastoreUsers

        return SQLAlchemyDatastoreUsers(datastore)
    return DatastoreUsers(datastore)


class FindsByDatastore:
    """Who is meant says the datastore: applications have theirs look in ways of their own."""

    datastore: Any

    def find_user(self, **identity: Any) -> Any:
        return self.datastore.find_user(case_insensitive=any(name in ("email", "username") for name in identity), **identity)

    def user_by_id(self, text: str) -> Any:
        return self.datastore.find_by_session(text)

    def session_id(self, user: Any) -> str:
        return str(user.get_id())

    def user_key(self, user: Any) -> str:
        return str(getattr(user, self.datastore.key_column))

    def find_role(self, name: str) -> Any:
        return self.datastore.find_role(name)

    def credentials(self, user: Any) -> Sequence[Any]:
        return list(getattr(user, "webauthn", None) or ()) if self.datastore.webauthn_model is not None else []


class DatastoreUsers(FindsByDatastore):
    """Users of a datastore whose objects write themselves, one by one: nothing is held until a ``commit``, and nothing can be taken back."""

    def __init__(self, datastore: Any) -> None:
        self.datastore = datastore

    # -- finding -----------------------------------------------------------------------------------------------------

    def user_by_key(self, text: str) -> Any:
        try:
            return self.datastore.find_user(**{self.datastore.key_column: self.datastore.read_key(text)})
        except (TypeError, ValueError):
            return None

    def all_users(self, page: int = 1, search: str = "", per_page: int = 50) -> Sequence[Any]:
        found: Sequence[Any] = self.datastore.all_users(page, search, per_page)
        return found

    def all_roles(self) -> Sequence[Any]:
        found: Sequence[Any] = self.datastore.all_roles()
        return found

    @staticmethod
    def has(user_or_class: Any, column: str) -> bool:
        return hasattr(user_or_class, column)

    # -- writing -----------------------------------------------------------------------------------------------------

    def new_role(self, **fields: Any) -> Any:
        return self.datastore.role_model(**fields)

    def add(self, object: Any) -> None:
        self.datastore.put(object)

    def delete(self, object: Any) -> None:
        self.datastore.delete(object)

    def flush(self) -> None:
        """What was put is written already."""

    def commit(self) -> None:
        self.datastore.commit()

    def rollback(self) -> None:
        """Nothing can be taken back."""

    def lock_user(self, user: Any) -> Optional[Any]:
        """The user, who is read anew. Nobody is kept out meanwhile."""
        if self.user_by_key(self.user_key(user)) is None:
            return None
        self.datastore.read_again(user)
        return user

    # -- what belongs to a user --------------------------------------------------------------------------------------

    def tokens(self, user: Any) -> Sequence[Any]:
        return ()

    # -- what is not there -------------------------------------------------------------------------------------------

    def lacks(self, wanted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        kinds = {"user": self.datastore.user_model, "role": self.datastore.role_model}
        return [(kind, name) for kind, name in wanted if not hasattr(kinds[kind], name)]
