"""The views; one is registered by a nested function."""

from flask import Blueprint, request

from . import service
from .data import find_by_town, find_safely

bp = Blueprint("shop", __name__)


@bp.route("/users")
def users():
    name = request.args.get("name", "")  # source(a): http-query
    return {"users": service.users_called(name)}  # step(a)


@bp.route("/constant")
def constant():
    return {"users": service.users_called("Lotte")}


@bp.route("/towns/<town>")
def towns(town):  # source(b): http-path
    return {"users": find_by_town(town)}


@bp.route("/safe/<town>")
def safe(town):
    return {"users": find_safely(town)}


def init_app(app):
    @app.post("/remove")
    def remove():
        service.remove(request.form)  # source(c): http-form
        return "", 204
