"""A factory."""

from flask import Flask


def create_app(name="config.ProductionConfig"):
    app = Flask(__name__)
    app.config.from_object(name)
    app.config.update(REMEMBER_COOKIE_SECURE=False)  # flaw: insecure-cookie
    app.config["REMEMBER_COOKIE_HTTPONLY"] = False  # flaw: insecure-cookie
    return app
