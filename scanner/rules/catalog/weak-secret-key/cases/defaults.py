"""Settings that are collected first and given to the application together."""

from flask import Flask

DEFAULTS = {
    "SECRET_KEY": "shop-1",  # flaw: weak-secret-key
    "SESSION_COOKIE_SECURE": True,
}


def make():
    app = Flask(__name__)
    app.config.update(DEFAULTS)
    return app
