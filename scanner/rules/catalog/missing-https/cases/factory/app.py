"""Settings speak of HTTPS."""

from flask import Flask

from config import Config


def create_app():
    app = Flask(__name__)  # clean: the session's cookie is for HTTPS
    app.config.from_object(Config)
    return app
