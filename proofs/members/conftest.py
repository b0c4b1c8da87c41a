"""The browser, and a PostgreSQL where one answers."""

import os
import secrets
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
# The provider of the unit tests serves here, too.
sys.path.append(str(Path(__file__).parents[2] / "runtime" / "flask_stopple" / "tests" / "accounts"))

from browser import browser  # noqa: E402, F401

sqlalchemy = pytest.importorskip("sqlalchemy", reason="sqlalchemy is not installed")

#: Where a PostgreSQL of tests is.
POSTGRESQL = os.environ.get("STOPPLE_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/test")


@pytest.fixture(params=["sqlite", "postgresql"], scope="session")
def database(request, tmp_path_factory):
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('members')}/members.sqlite3"
        return
    engine = sqlalchemy.create_engine(POSTGRESQL, connect_args={"connect_timeout": 3})
    name = f"members_{secrets.token_hex(6)}"
    try:
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text(f"CREATE SCHEMA {name}"))
    except sqlalchemy.exc.OperationalError:
        pytest.skip("no PostgreSQL answers at STOPPLE_TEST_POSTGRESQL or 127.0.0.1:5432")
    yield f"{POSTGRESQL}?options=-csearch_path%3D{name}"
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()
