"""A factory."""

from flask import Flask

from config import BaseConfig


def create_app(test_config=None):
    app = Flask(__name__)
    app.config.from_object(BaseConfig)
    app.config.from_mapping(SECRET_KEY="dev")  # flaw: weak-secret-key
    app.config.update({"JWT_SECRET_KEY": "changeme"})  # flaw: weak-secret-key
    return app
