"""What answers is what a decorator makes of what the view gives."""

import functools
import json

from flask import Flask, Response, make_response, request

app = Flask(__name__)


def around(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        return view(*args, **kwargs)

    return inner


def as_page(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        return make_response("<html>" + view(*args, **kwargs) + "</html>")  # flaw: cross-site-scripting

    return inner


def as_text(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        response = make_response(view(*args, **kwargs))
        response.mimetype = "text/plain"
        return response

    return inner


def as_json(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        return Response(json.dumps(view(*args, **kwargs)), mimetype="application/json")

    return inner


@app.get("/around")
@around
def handed_on():
    if request.args.get("full"):
        return "<b>" + request.args["q"]  # flaw: cross-site-scripting
    return request.args["q"]  # flaw: cross-site-scripting


@app.get("/page")
@as_page
def page():
    return request.args["q"]


@app.get("/text")
@as_text
def text():
    return request.args["q"]  # clean: plain text


@app.get("/json")
@as_json
def for_scripts():
    return request.args["q"]  # clean: JSON
