"""Visitors' text meets patterns that try everything."""

import re

from flask import Flask, abort, request

app = Flask(__name__)
MAIL = re.compile(r"^([a-zA-Z0-9_.-]+)+@example\.com$")


@app.post("/function")
def function():
    name = request.form["name"]  # source(a): http-form
    if not re.match(r"^(\w+\s?)+$", name):  # flaw(a): catastrophic-pattern
        abort(400)
    return "", 204


@app.post("/compiled")
def compiled():
    if MAIL.match(request.form["mail"]) is None:  # flaw: catastrophic-pattern
        abort(400)
    return "", 204


@app.post("/whole")
def whole():
    return {"ok": bool(re.fullmatch(r"(\d+,?)+", request.form["numbers"]))}  # flaw: catastrophic-pattern


@app.post("/replaced")
def replaced():
    return {"text": re.sub(r"(\s|\n)+$", "", request.form["text"])}  # flaw: catastrophic-pattern


@app.post("/split")
def split():
    return {"parts": re.split(r"(?:[ ,]+)+;", request.form["text"])}  # flaw: catastrophic-pattern
