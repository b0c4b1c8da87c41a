"""Functions of libraries that give back the function that they got."""

import functools

from flask import Flask, current_app, jsonify, request

app = Flask(__name__)


def counted(view):
    @functools.wraps(view)
    def wrapper(*args, **kwargs):
        return current_app.ensure_sync(view)(*args, **kwargs)

    return wrapper


@app.get("/greet/<name>")
@counted
def greet(name):
    return f"<p>{name}</p>"  # flaw: cross-site-scripting


@app.get("/settings/<name>")
@counted
def settings(name):
    found = {"name": name}
    if request.args.get("all"):
        found["all"] = request.args["all"]
    if isinstance(found, dict):
        return jsonify(found)
    return found  # clean: it is a dictionary
