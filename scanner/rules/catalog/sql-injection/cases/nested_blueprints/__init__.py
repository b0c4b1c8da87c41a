"""Nested blueprints and a lazy import of views."""

from flask import Blueprint, Flask


def create_app():
    app = Flask(__name__)
    api = Blueprint("api", __name__, url_prefix="/api")
    from .v1 import v1

    api.register_blueprint(v1, url_prefix="/v1")
    app.register_blueprint(api)
    from . import hooks

    hooks.install(app)
    return app
