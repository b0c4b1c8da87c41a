"""A factory."""

from flask import Flask

from extensions import cors


def create_app():
    app = Flask(__name__)
    cors.init_app(app, origins="*", supports_credentials=True)  # flaw: permissive-cors
    return app
