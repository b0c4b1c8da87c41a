"""A factory."""

from flask import Flask

from config import Config


def create_app(testing=False):
    app = Flask(__name__)
    app.config.from_object(Config)
    if testing:
        app.config["WTF_CSRF_ENABLED"] = False  # clean: tests
    return app
