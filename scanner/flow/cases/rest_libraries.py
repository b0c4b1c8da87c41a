"""Resources of Flask-RESTful, flask-restx, Flask-Smorest and APIFlask."""

import os

import flask_restful
import flask_restx
from apiflask import APIFlask
from flask import Flask
from flask.views import MethodView
from flask_restful import Resource, reqparse
from flask_smorest import Api, Blueprint
from marshmallow import Schema, fields

app = Flask(__name__)
api = flask_restful.Api(app)
other = flask_restx.Api(app)
space = other.namespace("things")
smorest = Api(app)
pets = Blueprint("pets", __name__)
modern = APIFlask(__name__)


class PetSchema(Schema):
    name = fields.String()
    count = fields.Integer()


class Restful(Resource):
    def get(self, name):
        os.system(name)  # flaw: command-injection
        parser = reqparse.RequestParser()
        parser.add_argument("kind")
        os.system(parser.parse_args()["kind"])  # flaw: command-injection
        return {"name": name}  # clean: JSON

    def post(self, name):
        return name  # clean: JSON


api.add_resource(Restful, "/restful/<name>")


@space.route("/<name>")
class Restx(flask_restx.Resource):
    def get(self, name):
        os.system(name)  # flaw: command-injection
        return {}


@pets.route("/<name>")
class Pets(MethodView):
    @pets.arguments(PetSchema)
    def post(self, data, name):
        os.system(name)  # flaw: command-injection
        os.system(data["name"])  # flaw: command-injection
        os.system(f"sleep {data['count']}")  # clean: a number
        return {}


smorest.register_blueprint(pets)


@modern.post("/modern/<int:key>")
@modern.input(PetSchema)
def of_apiflask(key, json_data):
    os.system(f"sleep {key}")  # clean: a number
    os.system(json_data["name"])  # flaw: command-injection
    return {}
