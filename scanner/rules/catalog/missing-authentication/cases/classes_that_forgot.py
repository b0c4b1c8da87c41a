"""Classes of views whose siblings list a guard, or ask before any of their methods."""

import functools
import random

from flask import Blueprint, Flask, abort, jsonify, redirect, request, session
from flask.views import MethodView

app = Flask(__name__)
works = Blueprint("works", __name__, url_prefix="/works")
desk = Blueprint("desk", __name__, url_prefix="/desk")
STOCK = {}


def keeper(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if "member" not in session:
            return redirect("/door")
        return view(*args, **kwargs)

    return inner


class Tools(MethodView):
    decorators = [keeper]

    def post(self):
        STOCK[request.json["tool"]] = 1
        return "", 201


class Tool(MethodView):
    decorators = [keeper]

    def put(self, name):
        STOCK[name] = request.json["count"]
        return "", 204

    def delete(self, name):
        STOCK.pop(name, None)
        return "", 204


class Coupons(MethodView):
    def post(self):  # flaw: missing-authentication
        return jsonify([random.random() for _ in range(3)])


works.add_url_rule("/tools", view_func=Tools.as_view("tools"))
works.add_url_rule("/tools/<name>", view_func=Tool.as_view("tool"))
works.add_url_rule("/coupons", view_func=Coupons.as_view("coupons"))


class Counter:
    def get(self, name):
        return STOCK.get(name) or abort(404)


class KeepersFirst:
    def dispatch_request(self, *args, **kwargs):
        if "member" not in session:
            abort(401)
        return super().dispatch_request(*args, **kwargs)


class Ledger(KeepersFirst, MethodView):
    def post(self, name):
        STOCK[name] = 2
        return "", 204


desk.add_url_rule("/ledger/<name>", view_func=Ledger.as_view("ledger"))


@desk.get("/drawer/<name>")
@keeper
def drawer(name):
    return jsonify(Counter().get(name))


@desk.get("/shelf/<name>")
@keeper
def shelf(name):
    return jsonify(Counter().get(name))


@desk.get("/box/<name>")
def box(name):  # flaw: missing-authentication
    return jsonify(Counter().get(name))


app.register_blueprint(works)
app.register_blueprint(desk)
