"""The headers are set in another file."""

from flask import Flask

from headers import protect


def create_app():
    app = Flask(__name__)  # clean: a hook sets headers
    app.after_request(protect)
    return app
