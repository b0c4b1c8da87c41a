"""A factory."""

from flask import Flask

from config import Config


def create_app(testing=False):
    app = Flask(__name__)
    app.config.from_object(Config)
    if testing:
        app.config["DEBUG"] = True  # clean: tests
    app.config.from_mapping(DEBUG=True)  # flaw: debug-enabled
    return app


def main():
    create_app().run(debug=True)  # flaw: debug-enabled
