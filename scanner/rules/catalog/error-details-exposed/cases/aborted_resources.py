"""A resource that ends with the text of an exception."""

import sys
import traceback

from flask import Flask, request
from flask_restful import Api, Resource, abort

app = Flask(__name__)
api = Api(app)


class Order(Resource):
    def post(self):
        try:
            return {"number": int(request.get_json()["number"])}
        except ValueError:
            abort(400, message="a number, please")  # clean: a sentence of one's own
        except Exception:
            lines = traceback.format_exception(*sys.exc_info())
            abort(500, message="".join(lines))  # flaw: error-details-exposed


api.add_resource(Order, "/orders")
