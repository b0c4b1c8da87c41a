"""Blueprints: one is guarded as a whole, one view by view."""

from flask import Flask

from admin import bp as admin
from users import bp as users


def create_app():
    app = Flask(__name__)
    app.register_blueprint(admin)
    app.register_blueprint(users)
    return app
