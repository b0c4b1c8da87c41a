"""A small shop, deliberately full of holes. Never serve it to anybody."""

import os

from flask import Flask

from . import accounts, back_office, basket, catalogue, database, documents, reviews
from .settings import Settings


def create_app(overrides=None):
    """Builds the application, as a factory does in real projects."""
    app = Flask(__name__)
    app.config.from_object(Settings)
    app.config.update(overrides or {})
    for folder in ("UPLOADS", "INVOICES"):
        os.makedirs(app.config[folder], exist_ok=True)

    database.init_app(app)
    app.register_blueprint(catalogue.bp)
    app.register_blueprint(accounts.bp, url_prefix="/account")
    app.register_blueprint(basket.bp, url_prefix="/basket")
    app.register_blueprint(documents.bp, url_prefix="/documents")
    app.register_blueprint(back_office.bp, url_prefix="/back-office")
    app.register_blueprint(reviews.bp, url_prefix="/reviews")
    return app
