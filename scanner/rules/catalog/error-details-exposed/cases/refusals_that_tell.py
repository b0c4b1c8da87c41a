"""What `abort` of Flask-RESTful is given goes into the answer."""

import sys
import traceback

from flask import Flask, request
from flask_restful import Api, Resource, abort

app = Flask(__name__)
api = Api(app)


class Parcel(Resource):
    def post(self):
        try:
            return {"weight": int(request.get_json()["weight"])}
        except Exception:
            lines = traceback.format_exception(*sys.exc_info())
            abort(500, message="".join(lines))  # flaw: error-details-exposed

    def put(self):
        try:
            return {"weight": int(request.get_json()["weight"])}
        except Exception:
            app.logger.exception("a parcel was not weighed")
            abort(500, message="the parcel could not be weighed")  # clean: words of its own

    def delete(self):
        abort(404, message="no such parcel")  # clean: nothing went wrong


api.add_resource(Parcel, "/parcels")
