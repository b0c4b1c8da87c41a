"""A repetition in brackets of its own is a repetition inside the one around it."""

import re

from flask import Flask, abort, request

app = Flask(__name__)
MAIL = re.compile(r"^\w(([.-]|_+)?([a-z0-9]+))*@shop$")
NAME = re.compile(r"^((?:[a-z]+)(?:-?))+$")
ONE_WAY = re.compile(r"^[a-z0-9]+([._-]([a-z0-9]+))*@shop$")
PARTS = re.compile(r"^((\d{4})-)+$")


@app.get("/a")
def a():
    if not MAIL.match(request.args["mail"]):  # flaw: catastrophic-pattern
        abort(400)
    return "", 204


@app.get("/b")
def b():
    if not NAME.match(request.args["name"]):  # flaw: catastrophic-pattern
        abort(400)
    return "", 204


@app.get("/c")
def c():
    if not ONE_WAY.match(request.args["mail"]):  # clean: each part begins with a sign
        abort(400)
    return "", 204


@app.get("/d")
def d():
    if not PARTS.match(request.args["number"]):  # clean: four digits each
        abort(400)
    return "", 204
