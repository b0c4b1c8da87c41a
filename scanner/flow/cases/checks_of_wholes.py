"""Checks of a whole at once: of all letters, of all items, in any case, by what a search does not find."""

import os
import re
from datetime import datetime
from urllib.parse import urlparse
from uuid import UUID

from flask import Flask, abort, redirect, request

app = Flask(__name__)
NAMES = {"red", "green"}
ODD = re.compile(r"[^a-z0-9]")


@app.get("/case")
def case():
    name = request.args["name"]
    if name.lower() not in NAMES:
        abort(400)
    os.system("tool " + name)  # clean: one of the names, in whatever case
    other = request.args["other"]
    if other[:3] not in NAMES:
        abort(400)
    os.system("tool " + other)  # flaw: command-injection
    return {}


@app.get("/letters")
def letters():
    sum_ = request.args["sum"]
    if not set(sum_) <= set("0123456789+-*/()"):
        abort(400)
    other = request.args["other"]
    if not set("0123456789") <= set(other):
        abort(400)
    eval(sum_)  # clean: arithmetic
    eval(other)  # flaw: code-injection
    return {}


@app.get("/search")
def search():
    name = request.args["name"]
    if ODD.search(name):
        abort(400)
    os.system("tool " + name)  # clean: letters and digits
    other = request.args["other"]
    if ODD.match(other) or re.search("[;&]", other):
        abort(400)
    os.system("tool " + other)  # flaw: command-injection
    return {}


@app.post("/numbers")
def numbers():
    body = request.get_json()
    if not isinstance(body.get("count"), int):
        abort(400)
    os.system(f"tool {body['count']}")  # clean: a number
    os.system(f"tool {body['name']}")  # flaw: command-injection
    ids = request.get_json()["ids"]
    if not all(isinstance(one, int) for one in ids):
        abort(400)
    os.system("tool " + " ".join(map(str, ids)))  # clean: numbers
    names = request.get_json()["names"]
    if not all(isinstance(one, str) for one in names):
        abort(400)
    os.system("tool " + " ".join(names))  # flaw: command-injection
    return {}


@app.get("/raises")
def raises():
    one, day, other = request.args["id"], request.args["day"], request.args["other"]
    try:
        UUID(one)
        datetime.strptime(day, "%Y-%m-%d")
    except ValueError:
        abort(400)
    try:
        UUID(other)
    except ValueError:
        pass
    os.system(f"tool {one} {day}")  # clean: both would have raised
    os.system("tool " + other)  # flaw: command-injection
    return {}


@app.get("/short")
def short():
    text, other = request.args["text"], request.args["other"]
    if len(text) > 20 or not re.fullmatch("(a+)+b", text):  # clean: nothing takes long in a short text
        abort(400)
    if len(other) < 20 or not re.fullmatch("(a+)+b", other):  # flaw: catastrophic-pattern
        abort(400)
    return {}


@app.get("/parts")
def parts():
    target = request.args.get("next", "/")
    if urlparse(target).netloc or urlparse(target).scheme:
        target = "/"
    address = request.args["address"]
    host = urlparse(address).hostname
    if host is None or not host.endswith((".example.org", ".example.net")):
        address = "/"
    other = request.args["other"]
    host = request.args["host"]
    if not host.endswith(".example.org"):
        other = "/"
    if request.args["which"] == "1":
        return redirect(target)  # clean: it names no host
    if request.args["which"] == "2":
        return redirect(address)  # clean: a host of ours
    return redirect(other)  # flaw: open-redirect
