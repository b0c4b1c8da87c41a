"""Views, however they are registered."""

import os

from flask import Blueprint, Flask, g, request
from flask.views import MethodView, View

outer = Blueprint("outer", __name__, url_prefix="/outer")
inner = Blueprint("inner", __name__, url_prefix="/inner")
outer.register_blueprint(inner)


@outer.route("/<name>")
def in_blueprint(name):
    os.system(name)  # flaw: command-injection
    return {}


@inner.get("/<name>")
def in_nested(name):
    os.system(name)  # flaw: command-injection
    return {}


def added(name):
    os.system(name)  # flaw: command-injection
    return {}


def not_added(name):
    os.system(name)  # clean: no view
    return {}


class Things(MethodView):
    def get(self, name):
        os.system(name)  # flaw: command-injection
        return {}

    def post(self, name):
        os.system(request.form["kind"])  # flaw: command-injection
        return {}

    def other(self, name):
        os.system(name)  # clean: no method of HTTP


class Shown(View):
    methods = ["GET"]

    def dispatch_request(self, name):
        os.system(name)  # flaw: command-injection
        return {}


def init(app):
    @app.route("/nested/<name>")
    def nested(name):
        os.system(name)  # flaw: command-injection
        return {}

    app.add_url_rule("/things/<name>", view_func=Things.as_view("things"))
    app.add_url_rule("/shown/<name>", view_func=Shown.as_view("shown"))


def create_app():
    app = Flask(__name__)
    app.register_blueprint(outer)
    app.add_url_rule("/added/<name>", "added", added)
    init(app)

    @app.before_request
    def remember():
        g.name = request.headers["X-Name"]
        g.kind = "ls"

    @app.get("/factory/<name>")
    def factory(name):
        os.system(name)  # flaw: command-injection
        os.system(g.name)  # flaw: command-injection
        os.system(g.kind)  # clean: a constant
        return {}

    @app.errorhandler(500)
    def failed(error):
        os.system(request.path)  # flaw: command-injection
        return {}, 500

    return app
