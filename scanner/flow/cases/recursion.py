"""Functions that call themselves, and wrappers of one decorator inside of one another."""

import os
from functools import wraps

from flask import Flask, abort, request

app = Flask(__name__)


def guarded(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if not request.headers.get("X-Key"):
            abort(401)
        return view(*args, **kwargs)

    return wrapper


@app.get("/show/<number>")
@guarded
def show(number):
    return "shown"


@app.post("/change/<number>")
@guarded
def change(number):
    if request.form.get("again"):
        return show(number)  # clean: the other view gives a constant
    return "changed"


@app.get("/echo/<word>")
@guarded
def echo(word):
    return "<b>" + word  # flaw: cross-site-scripting


@app.get("/via/<word>")
@guarded
def via(word):
    return echo(word)  # flaw: cross-site-scripting


def countdown(number, text):
    if number <= 0:
        return "done"
    return countdown(number - 1, text)


@app.get("/countdown/<text>")
def counted(text):
    return countdown(3, text)  # clean: it ends in a constant


def gather(number, text):
    if number <= 0:
        return text
    return gather(number - 1, text)


@app.get("/gather/<text>")
def gathered(text):
    return gather(3, text)  # flaw: cross-site-scripting


def handed_down(number, text):
    if number > 0:
        return handed_down(number - 1, request.args["text"])
    return text


@app.get("/handed-down")
def handed():
    return handed_down(3, "fixed")  # flaw: cross-site-scripting


def flatten(items):
    found = []
    for item in items:
        if isinstance(item, list):
            found.extend(flatten(item))
        else:
            found.append(item)
    return found


@app.post("/flatten")
def flattened():
    return "".join(flatten(request.get_json()))  # flaw: cross-site-scripting


def walk(node):
    yield node["name"]
    for child in node["children"]:
        yield from walk(child)


@app.post("/walk")
def walked():
    for name in walk(request.get_json()):
        os.system(name)  # flaw: command-injection
    return {}
