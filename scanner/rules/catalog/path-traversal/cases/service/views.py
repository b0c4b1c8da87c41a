"""Views of the service."""

from flask import Blueprint, Response, current_app, request

from .storage import Storage

bp = Blueprint("files", __name__, url_prefix="/files")


@bp.record_once
def make(state):
    state.app.extensions["storage"] = Storage(state.app.config.get("ROOT", "/srv"))


@bp.get("/raw")
def raw():
    storage = Storage(current_app.config["ROOT"])
    return Response(storage.read("public", request.args["name"]), mimetype="text/plain")


@bp.get("/checked")
def checked():
    storage = Storage(current_app.config["ROOT"])
    return Response(storage.read_checked(request.args["name"]), mimetype="text/plain")
