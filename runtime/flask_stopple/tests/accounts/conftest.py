"""Accounts on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import re
import warnings
from typing import Any, Callable, Iterator, Optional

import pytest
from flask_stopple.accounts.texts import Texts
from flask_stopple.accounts.texts.german import GERMAN

from shop import Site


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
