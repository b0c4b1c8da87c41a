"""Accounts on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import secrets
import warnings
from typing import Any, Callable, Iterator, Optional

import pytest
import sqlalchemy

from shop import POSTGRESQL, Site, postgresql_answers


@pytest.fixture
def postgresql() -> Iterator[str]:
    """An address with a schema of its own; left out where no PostgreSQL answers, which ``cargo xtask guard`` says."""
    if not postgresql_answers():
        pytest.skip("no PostgreSQL answers at STOPPLE_TEST_POSTGRESQL or 127.0.0.1:5432")
    name = f"stopple_{secrets.token_hex(6)}"
    engine = sqlalchemy.create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(f"CREATE SCHEMA {name}"))
    yield f"{POSTGRESQL}?options=-csearch_path%3D{name}"
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Any) -> str:
    """An address of each kind of database."""
    return request.getfixturevalue("postgresql") if request.param == "postgresql" else f"sqlite:///{tmp_path}/accounts.sqlite3"


@pytest.fixture
def make(tmp_path: Any) -> Iterator[Callable[..., Site]]:
    """Makes an application on SQLite, or at ``address``."""
    made: list[Site] = []

    def make(address: Optional[str] = None, **settings: Any) -> Site:
        site = Site(address or f"sqlite:///{tmp_path}/accounts{len(made)}.sqlite3", **settings)
        made.append(site)
        return site

    yield make
    for site in made:
        site.accounts.mail.wait()
        with site.app.app_context():
            # Otherwise connections are closed by whoever collects garbage, with a warning.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                site.db.session.remove()
                for engine in site.db.engines.values():
                    engine.dispose()


@pytest.fixture
def site(make: Callable[..., Site]) -> Site:
    """An application with every default, on SQLite."""
    return make()
