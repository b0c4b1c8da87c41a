"""The factory."""

from flask import Flask


def create_app(settings=None):
    app = Flask(__name__)
    app.config.from_mapping(settings or {})
    from . import views

    app.register_blueprint(views.bp)
    views.init_app(app)
    return app
