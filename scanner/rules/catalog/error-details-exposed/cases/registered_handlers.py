"""Handlers that are registered by a call."""

from flask import Flask, jsonify
from werkzeug.exceptions import HTTPException


def broken(error):
    return jsonify(error="sorry", cause=repr(error.original_exception)), 500  # flaw: error-details-exposed


def anything(error):
    return jsonify(error=str(error)), 500  # flaw: error-details-exposed


def of_http(error):
    if isinstance(error, HTTPException):
        return jsonify(error=error.description), 400  # clean: what every browser is told
    return jsonify(error="sorry"), 500


def create_app():
    app = Flask(__name__)
    app.register_error_handler(500, broken)
    app.register_error_handler(Exception, anything)
    return app


def create_other():
    app = Flask(__name__)
    app.register_error_handler(Exception, of_http)
    return app
