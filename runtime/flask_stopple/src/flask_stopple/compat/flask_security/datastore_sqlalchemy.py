"""Users in SQLAlchemy: by Flask-SQLAlchemy, Flask-SQLAlchemy-Lite, or a session of one's own."""

from __future__ import annotations

from typing import Any

from .datastore_base import Datastore, UserDatastore
from .settings import value

try:
    from sqlalchemy import types

    class AsaList(types.TypeDecorator[Any]):
        """A list that is kept as a text with commas between: ``Column(MutableList.as_mutable(AsaList()), nullable=True)``."""

        impl = types.UnicodeText
        cache_ok = True

        def process_bind_param(self, value: Any, dialect: Any) -> Any:
            return value if value is None or isinstance(value, str) else ",".join(value)

        def process_result_value(self, value: Any, dialect: Any) -> list[str]:
            return value.split(",") if value else []

except ImportError:

    class AsaList:  # type: ignore[no-redef]
        """A list that is kept as a text; needs SQLAlchemy."""


class SQLAlchemyDatastore(Datastore):
    """Writes by ``db.session``."""

    def commit(self) -> None:
        self.db.session.commit()

    def put(self, model: Any) -> Any:
        self.db.session.add(model)
        return model

    def delete(self, model: Any) -> None:
        self.db.session.delete(model)


class SQLAlchemyUserDatastore(SQLAlchemyDatastore, UserDatastore):
    """``SQLAlchemyUserDatastore(db, User, Role)``, with Flask-SQLAlchemy."""

    def __init__(
        self, db: Any, user_model: Any, role_model: Any, webauthn_model: Any = None, refresh_tracker_model: Any = None
    ) -> None:
        SQLAlchemyDatastore.__init__(self, db)
        UserDatastore.__init__(self, user_model, role_model, webauthn_model, refresh_tracker_model)

    @property
    def key_column(self) -> str:
        import sqlalchemy

        mapper = sqlalchemy.inspect(self.user_model)
        return str(mapper.get_property_by_column(mapper.primary_key[0]).key)

    def read_key(self, text: str) -> Any:
        import sqlalchemy

        try:
            kind: type = sqlalchemy.inspect(self.user_model).primary_key[0].type.python_type
        except NotImplementedError:
            kind = str
        return kind(text)

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Any:
        from sqlalchemy import func, select
        from sqlalchemy.orm import joinedload

        statement = select(self.user_model)
        if value("JOIN_USER_ROLES") and self._has_plain_roles():
            statement = statement.options(joinedload(self.user_model.roles))
        for attr, wanted in kwargs.items():
            column = getattr(self.user_model, attr)
            same = func.lower(column) == func.lower(wanted) if case_insensitive else column == wanted
            statement = statement.where(same)
        return self.db.session.scalar(statement)

    def _has_plain_roles(self) -> bool:
        import sqlalchemy

        relation = sqlalchemy.inspect(self.user_model).relationships.get("roles")
        return relation is not None and relation.lazy != "dynamic"

    def find_role(self, role: str) -> Any:
        return self._first(self.role_model, name=role)

    def find_webauthn(self, credential_id: bytes) -> Any:
        return self._first(self.webauthn_model, credential_id=credential_id)

    def find_refresh_tracker(self, refresh_family: str) -> Any:
        return self._first(self.refresh_tracker_model, refresh_family=refresh_family)

    def _first(self, model: Any, **wanted: Any) -> Any:
        from sqlalchemy import select

        if not model:
            raise NotImplementedError
        return self.db.session.scalar(select(model).filter_by(**wanted))

    def _belong(self, user: Any, relation: str, model: Any, fields: dict[str, Any]) -> Any:
        made = model(**fields)
        getattr(user, relation).append(made)
        self.put(user)
        return self.put(made)


class _Session:
    """What stands for ``db`` where there is only a session."""

    def __init__(self, session: Any) -> None:
        self.session = session


class SQLAlchemySessionUserDatastore(SQLAlchemyUserDatastore):
    """``SQLAlchemySessionUserDatastore(session, User, Role)``, with a scoped session of SQLAlchemy itself."""

    def __init__(
        self, session: Any, user_model: Any, role_model: Any, webauthn_model: Any = None, refresh_tracker_model: Any = None
    ) -> None:
        super().__init__(_Session(session), user_model, role_model, webauthn_model, refresh_tracker_model)


class FSQLALiteUserDatastore(SQLAlchemyUserDatastore):
    """``FSQLALiteUserDatastore(db, User, Role)``, with Flask-SQLAlchemy-Lite."""
