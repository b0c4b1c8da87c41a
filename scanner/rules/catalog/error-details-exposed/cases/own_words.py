"""Visitors get a sentence, the log gets the exception."""

import logging
import traceback

from flask import Flask, abort, jsonify

app = Flask(__name__)
log = logging.getLogger(__name__)


def work():
    raise ValueError("broken")


@app.get("/logged")
def logged():
    try:
        work()
    except Exception:
        log.error(traceback.format_exc())
        return jsonify(error="Something went wrong."), 500  # clean: a constant
    return {}


@app.get("/printed")
def printed():
    try:
        work()
    except Exception:
        traceback.print_exc()
        return {"error": "internal"}, 500  # clean: a constant
    return {}


@app.get("/bare")
def bare():
    try:
        work()
    except ValueError as error:
        return {"error": str(error)}, 400  # clean: pedantic
    return {}


@app.get("/kind")
def kind():
    try:
        work()
    except Exception as error:
        log.exception("failed")
        return {"error": type(error).__name__}, 500  # clean: the name of the class
    return {}


@app.errorhandler(404)
def not_found(error):
    return {"error": "There is no such page."}, 404  # clean: a constant


@app.get("/aborted")
def aborted():
    try:
        work()
    except ValueError:
        abort(400)
    return {}
