"""Classes of views are guarded by a key in a header; one was forgotten, and one hands out everything."""

import functools
import hmac
import os
import subprocess

from flask import Flask, abort, jsonify, request
from flask.views import MethodView

app = Flask(__name__)


def keyed(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if not hmac.compare_digest(request.headers.get("X-Station-Key", ""), os.environ["STATION_KEY"]):
            abort(401)
        return view(*args, **kwargs)

    return inner


class Pumps(MethodView):
    decorators = [keyed]

    def get(self):
        return jsonify(pumps=4)

    def post(self):  # clean: a key is asked for
        subprocess.run(["pumpctl", "start"], check=True)
        return "", 204


class Valves(MethodView):
    decorators = [keyed]

    def get(self):
        return jsonify(valves=2)

    def put(self):
        return jsonify(valves=3)


class Alarms(MethodView):
    def post(self):  # flaw: missing-authentication
        subprocess.run(["pumpctl", "silence"], check=True)
        return "", 204


app.add_url_rule("/pumps", view_func=Pumps.as_view("pumps"))
app.add_url_rule("/valves", view_func=Valves.as_view("valves"))
app.add_url_rule("/alarms", view_func=Alarms.as_view("alarms"))
