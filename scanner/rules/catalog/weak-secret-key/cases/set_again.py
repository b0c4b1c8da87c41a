"""A key that is set again, whatever happens, is never the first one."""

import contextlib
import os

from flask import Flask


def first(name):
    app = Flask(name)
    app.config["SECRET_KEY"] = "dev"  # clean: the next line replaces it
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    return app


def second(name):
    app = Flask(name)
    app.config["SECRET_KEY"] = "dev"  # flaw: weak-secret-key
    if "SECRET_KEY" in os.environ:
        app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    return app


def third(name):
    app = Flask(name)
    app.config["SECRET_KEY"] = "dev"  # flaw: weak-secret-key
    app.config["SECRET_KEY"] = os.environ.get("KEY") or app.config["SECRET_KEY"]
    return app


def fourth(name, small):
    app = Flask(name)
    app.config["SECRET_KEY"] = "dev"  # flaw: weak-secret-key
    if small:
        return app
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    return app


def fifth(name):
    app = Flask(name)
    app.config["SECRET_KEY"] = "dev"  # flaw: weak-secret-key
    try:
        app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    except KeyError:
        pass
    return app


def by_context(name):
    app = Flask(name)
    app.config["SECRET_KEY"] = "dev"  # flaw: weak-secret-key
    with contextlib.suppress(KeyError):
        app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    return app


def key_of(application):
    return os.environ.get("KEY") or application.config["SECRET_KEY"]


def by_function(name):
    app = Flask(name)
    app.config["SECRET_KEY"] = "dev"  # flaw: weak-secret-key
    app.config["SECRET_KEY"] = key_of(app)
    return app


def sixth(name):
    app, other = Flask(name), Flask(name + "-other")
    app.config["SECRET_KEY"] = "dev"  # flaw: weak-secret-key
    other.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    return app, other


def seventh(name):
    app = Flask(name)
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    app.config["SECRET_KEY"] = "dev"  # flaw: weak-secret-key
    return app
