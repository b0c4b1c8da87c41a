"""Handlers of errors."""

from flask import Flask, jsonify
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


@app.errorhandler(Exception)
def anything(error):
    return jsonify(kind=type(error).__name__, detail=repr(error)), 500  # flaw: error-details-exposed


@app.errorhandler(HTTPException)
def refused(error):
    return jsonify(code=error.code, name=error.name), error.code  # clean: what every browser is told


@app.errorhandler(500)
def unexpected(error):
    if isinstance(error, HTTPException):
        return jsonify(error=error.name), error.code  # clean: what every browser is told
    return jsonify(error=str(error)), 500  # flaw: error-details-exposed
