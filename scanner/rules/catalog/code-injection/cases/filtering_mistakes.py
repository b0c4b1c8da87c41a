"""Filters before `eval`."""

import re

from flask import Flask, request

app = Flask(__name__)


@app.get("/no-import")
def no_import():
    expression = request.args["x"]
    if "import" in expression or "__" in expression:
        return "", 400
    return {"value": eval(expression)}  # flaw: code-injection


@app.get("/removed")
def removed():
    return {"value": eval(request.args["x"].replace("__", ""))}  # flaw: code-injection


@app.get("/searched")
def searched():
    expression = request.args["x"]
    if not re.match(r"[0-9+*/ -]+", expression):
        return "", 400
    return {"value": eval(expression)}  # flaw: code-injection


@app.get("/matched")
def matched():
    expression = request.args["x"]
    if not re.fullmatch(r"[0-9+ -]+", expression):
        return "", 400
    return {"value": eval(expression)}  # clean: digits, plus and minus only


@app.get("/tried")
def tried():
    text = request.args["x"]
    try:
        value = int(text)
    except ValueError:
        value = eval(text)  # flaw: code-injection
    return {"value": value}
