"""A small shop in a package: factory, blueprint, service, repository."""

from flask import Flask

from . import db
from .catalogue import bp


def create_app(config=None):
    app = Flask(__name__)
    app.config.from_mapping(DATABASE="shop.db")
    if config:
        app.config.update(config)
    db.init_app(app)
    app.register_blueprint(bp, url_prefix="/catalogue")
    return app
