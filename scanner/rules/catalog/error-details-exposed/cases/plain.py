"""Tracebacks are sent to visitors."""

import traceback

from flask import Flask, Response, jsonify, make_response

app = Flask(__name__)


def work():
    raise ValueError("broken")


@app.get("/page")
def page():
    try:
        work()
    except Exception:
        return "<pre>" + traceback.format_exc() + "</pre>", 500  # flaw: error-details-exposed
    return {}


@app.get("/json")
def as_json():
    try:
        work()
    except Exception:
        return jsonify(error=traceback.format_exc()), 500  # flaw: error-details-exposed
    return {}


@app.get("/dictionary")
def dictionary():
    try:
        work()
    except Exception:
        details = traceback.format_exc()
        return {"error": details}, 500  # flaw: error-details-exposed
    return {}


@app.get("/lines")
def lines():
    try:
        work()
    except Exception as error:
        text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        return make_response(text, 500)  # flaw: error-details-exposed
    return {}


@app.errorhandler(500)
def failed(error):
    return Response(traceback.format_exc(), mimetype="text/plain", status=500)  # flaw: error-details-exposed
