"""Resources whose methods are guarded one by one, by a decorator of the project's own."""

from functools import wraps

from flask import Flask, abort, request
from flask_restful import Api, Resource

app = Flask(__name__)
api = Api(app)
shelves = {}


def token_required(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        if request.headers.get("X-Token") != app.config["TOKEN"]:
            abort(401)
        return view(*args, **kwargs)

    return guarded


class Shelf(Resource):
    @token_required
    def get(self, name):  # clean: guarded
        return shelves[name]

    @token_required
    def delete(self, name):  # clean: guarded
        del shelves[name]
        return "", 204


class Notes(Resource):
    def get(self, name):  # clean: it shows, and changes nothing
        return shelves[name]["notes"]

    def delete(self, name):  # flaw: missing-authentication
        shelves[name]["notes"] = []
        return "", 204


api.add_resource(Shelf, "/shelf/<name>")
api.add_resource(Notes, "/shelf/<name>/notes")
