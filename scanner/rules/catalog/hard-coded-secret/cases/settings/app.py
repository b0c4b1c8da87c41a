"""A factory."""

from flask import Flask

from config import Config


def create_app():
    app = Flask(__name__)
    app.config.from_object(Config)
    app.config["STRIPE_SECRET"] = "sk_live_4eC39HqLyjWDarjtT1zdp7dc"  # flaw: hard-coded-secret
    return app
