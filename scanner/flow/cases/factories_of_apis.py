"""A factory that registers nothing but a namespace of an interface hangs its services on the application all the same."""

import sqlite3

from flask import Flask, current_app, request
from flask_restx import Api, Namespace, Resource, inputs, reqparse

space = Namespace("stock")

exact = reqparse.RequestParser()
exact.add_argument("code", type=inputs.regex(r"^[0-9A-Z]{4,10}$"), required=True, location="args")
loose = reqparse.RequestParser()
loose.add_argument("code", type=inputs.regex(r"[0-9]{3}"), required=True, location="args")


class Stock:
    def __init__(self, path):
        self.path = path

    def found(self, word):
        return sqlite3.connect(self.path).execute(f"select * from part where name = '{word}'")  # flaw: sql-injection

    def coded(self, code):
        return sqlite3.connect(self.path).execute(f"select * from part where code = '{code}'")  # clean: the parser

    def numbered(self, code):
        return sqlite3.connect(self.path).execute(f"select * from part where code = '{code}'")  # flaw: sql-injection


class Part(Resource):
    @property
    def services(self):
        return current_app.extensions["warehouse"]


@space.route("/parts")
class Parts(Part):
    def get(self):
        return list(self.services["stock"].found(request.args["word"]))


@space.route("/codes")
class Codes(Part):
    def get(self):
        return list(self.services["stock"].coded(exact.parse_args()["code"]))

    def post(self):
        return list(self.services["stock"].numbered(loose.parse_args()["code"]))


def create_app():
    app = Flask(__name__)
    app.extensions["warehouse"] = {"stock": Stock("stock.db")}
    interface = Api(app, title="Warehouse")
    interface.add_namespace(space, path="/v1")
    return app
