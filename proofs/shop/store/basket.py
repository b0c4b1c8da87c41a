"""The basket, which lives in a cookie."""

import base64
import json
import pickle

from flask import Blueprint, jsonify, make_response, request

from .products import Products

bp = Blueprint("basket", __name__)


def unpack(text):
    """A basket from the text of its cookie."""
    return pickle.loads(base64.b64decode(text))  # flaw: unsafe-deserialization


def unpack_json(text):
    """The same from JSON, which holds only data."""
    return json.loads(base64.b64decode(text))  # clean: JSON makes no objects


@bp.route("/")
def show():
    """What is in the basket."""
    cookie = request.cookies.get("basket")
    return jsonify(unpack(cookie) if cookie else [])


@bp.route("/json")
def show_json():
    """What is in the basket that is kept as JSON."""
    cookie = request.cookies.get("basket")
    return jsonify(unpack_json(cookie) if cookie else [])


@bp.route("/add", methods=["POST"])
def add():
    """Puts a product into the basket."""
    found = Products().one(request.form["product"])
    response = make_response(jsonify(added=found["name"]))
    response.set_cookie("basket", base64.b64encode(pickle.dumps([found["id"]])).decode())  # flaw: insecure-cookie
    return response


@bp.route("/seen", methods=["POST"])
def seen():
    """Remembers that the visitor has seen the terms."""
    response = make_response("")
    response.set_cookie("seen", "1", secure=True, httponly=True, samesite="Lax")  # clean: all three attributes
    return response
