"""A datastore on SQLAlchemy as a store of accounts: rows are locked, lists are read, and roles come with one statement, as with classes of our own."""

from __future__ import annotations

from typing import Any

from ...accounts.stores.sqlalchemy import SQLAlchemyUsers
from .stores import FindsByDatastore


class SQLAlchemyDatastoreUsers(FindsByDatastore, SQLAlchemyUsers):
    """Users of a ``SQLAlchemyUserDatastore`` and its family."""

    def __init__(self, datastore: Any) -> None:
        SQLAlchemyUsers.__init__(self, datastore.db, datastore.user_model, datastore.role_model, datastore.webauthn_model)
        self.datastore = datastore
