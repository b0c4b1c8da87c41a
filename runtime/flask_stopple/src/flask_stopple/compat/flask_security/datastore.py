"""Where users lie: the datastores of Flask-Security, by their names."""

from __future__ import annotations

from .datastore_base import Datastore, UserDatastore
from .datastore_documents import MongoEngineDatastore, MongoEngineUserDatastore, PeeweeDatastore, PeeweeUserDatastore
from .datastore_sqlalchemy import (
    AsaList,
    FSQLALiteUserDatastore,
    SQLAlchemyDatastore,
    SQLAlchemySessionUserDatastore,
    SQLAlchemyUserDatastore,
)

__all__ = [
    "AsaList",
    "Datastore",
    "FSQLALiteUserDatastore",
    "MongoEngineDatastore",
    "MongoEngineUserDatastore",
    "PeeweeDatastore",
    "PeeweeUserDatastore",
    "SQLAlchemyDatastore",
    "SQLAlchemySessionUserDatastore",
    "SQLAlchemyUserDatastore",
    "UserDatastore",
]
