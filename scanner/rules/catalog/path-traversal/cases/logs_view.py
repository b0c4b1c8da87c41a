"""A view of log files, its names checked by a helper that returns a boolean."""
import os
import re

from flask import Flask, abort, current_app, request

app = Flask(__name__)


def valid_name(name):
    if not name:
        return False
    return re.fullmatch(r"[\w.-]+\.log", name) is not None


def loosely_valid(name):
    return name.endswith(".log")


@app.get("/a")
def a():
    name = request.args.get("name")
    if not valid_name(name):
        abort(404)
    with open(os.path.join("logs", name)) as f:  # clean: the helper looked
        return {"t": f.read()}


@app.get("/b")
def b():
    name = request.args["name"]
    if loosely_valid(name):
        with open(os.path.join("logs", name)) as f:  # flaw: path-traversal
            return {"t": f.read()}
    return {}
