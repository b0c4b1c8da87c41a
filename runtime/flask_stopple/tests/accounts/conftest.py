"""Accounts on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
import warnings
from pathlib import Path
from typing import Any, Callable, Iterator, Optional

import postgres
import pytest
import sqlalchemy
from flask_stopple.accounts.texts import Texts
from flask_stopple.accounts.texts.german import GERMAN

from shop import Site


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL: the one that is there, or one of our own. Without its programs tests are left out, which ``cargo xtask guard`` says; in CI they fail."""
    if postgres.answers(postgres.POSTGRESQL):
        yield postgres.POSTGRESQL
        return
    programs = postgres.programs()
    if programs is None:
        said = f"no PostgreSQL answers at {postgres.POSTGRESQL}, and there is no `pg_ctl` (on Debian: apt-get install postgresql)"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    # A path of a socket is at most 107 characters long.
    with tempfile.TemporaryDirectory(prefix="stopple-") as folder:
        own = postgres.OwnPostgreSQL(programs, Path(folder))
        yield own.address
        own.stop()


#: A German text, or an English one whose German is there: what a page says that says again what was said already.
_KNOWN = [re.compile(re.sub(r"\\\{\w+\\\}", ".*", re.escape(text)), re.DOTALL) for pair in GERMAN.items() for text in pair]


@pytest.fixture(autouse=True)
def every_text_has_its_german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test has pages, answers and mails say, in any language, has its German: texts that are put together past the eyes of
    `test_texts.py` are heard here. An application's own texts, which tests make up, have a star in them."""
    said, missing = Texts.say, set()

    def listening(self: Texts, text: str, language: Optional[str] = None, **values: Any) -> str:
        if text and "*" not in text and not any(known.fullmatch(text) for known in _KNOWN):
            missing.add(text)
        return said(self, text, language, **values)

    monkeypatch.setattr(Texts, "say", listening)
    yield
    assert sorted(missing) == [], "texts without German in accounts/texts/german.py"


@pytest.fixture
def postgresql(server: str) -> Iterator[str]:
    """An address with a schema of its own."""
    name = f"stopple_{secrets.token_hex(6)}"
    engine = sqlalchemy.create_engine(server)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(f"CREATE SCHEMA {name}"))
    url = sqlalchemy.make_url(server)
    yield url.update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)
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
