"""A registry of plugins that register themselves by __init_subclass__."""
from flask import Flask, request

from .base import Plugin
from . import builtin


def create_app():
    app = Flask(__name__)

    @app.post("/run/<name>")
    def run(name):
        plugin = Plugin.registry[name]()
        return {"r": plugin.run(request.get_json())}

    return app
