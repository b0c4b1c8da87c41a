"""The browser, and a PostgreSQL where one answers."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
# The provider and the PostgreSQL of the unit tests serve here, too.
TESTS = Path(__file__).parents[2] / "runtime" / "flask_stopple" / "tests"
sys.path += [str(TESTS), str(TESTS / "accounts")]

from browser import browser  # noqa: E402, F401

pytest.importorskip("sqlalchemy", reason="sqlalchemy is not installed")

from postgres import schema, server  # noqa: E402, F401


@pytest.fixture(params=["sqlite", "postgresql"], scope="session")
def database(request, tmp_path_factory):
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('members')}/members.sqlite3"
        return
    with schema(request.getfixturevalue("server")) as address:
        yield address
