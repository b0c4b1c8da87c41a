"""An application under guard, and small helpers. The tests run against the installed wheel."""

from __future__ import annotations

import secrets
from typing import Any, Callable

import pytest
from flask import Flask
from flask_stopple import Stopple

#: What a browser says about a request of a page of our own, and of another site.
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
CROSS_SITE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}


@pytest.fixture
def make() -> Callable[..., Flask]:
    """Makes a guarded application: ``make(hosts=["shop.example"], config={"DEBUG": True})``."""

    def make(*, config: dict[str, Any] | None = None, **keywords: Any) -> Flask:
        app = Flask("guarded")
        app.config["SECRET_KEY"] = secrets.token_hex(32)
        app.config.update(config or {})
        Stopple(app, **{"store": "memory", **keywords})

        @app.route("/", methods=["GET", "POST"])
        def index() -> str:
            return "hello"

        return app

    return make


@pytest.fixture
def app(make: Callable[..., Flask]) -> Flask:
    """A guarded application with every default."""
    return make()
