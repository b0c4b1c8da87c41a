"""Responses made by the application itself."""

import json

from flask import Flask, current_app, request

app = Flask(__name__)


@app.get("/class")
def by_class():
    return app.response_class(f"<p>{request.args['x']}")  # flaw: cross-site-scripting


@app.get("/named")
def by_name():
    return current_app.response_class(response=f"<p>{request.args['x']}", mimetype="text/html")  # flaw: cross-site-scripting


@app.get("/made")
def made():
    return app.make_response(f"<p>{request.args['x']}")  # flaw: cross-site-scripting


@app.get("/json")
def as_json():
    return app.response_class(json.dumps(request.args), mimetype="application/json")  # clean: JSON
