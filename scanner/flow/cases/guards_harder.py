"""Checks in other shapes: decorators, match, any and all, exceptions, tables, loops."""

import functools
import ipaddress
import os
import uuid
from enum import Enum

from flask import Flask, abort, request

app = Flask(__name__)
TABLE = {"daily": 1, "weekly": 2}
NAMES = frozenset(["daily", "weekly"])


class Period(Enum):
    DAILY = "daily"
    WEEKLY = "weekly"


def known_only(function):
    @functools.wraps(function)
    def wrapper(name):
        if name not in NAMES:
            abort(404)
        return function(name)

    return wrapper


@app.get("/decorated/<name>")
@known_only
def decorated(name):
    os.system(name)  # clean: the decorator aborts
    return {}


@app.get("/match/<name>")
def matched(name):
    match name:
        case "daily" | "weekly":
            os.system(name)  # clean: one of two
        case _:
            os.system(name)  # flaw: command-injection
    return {}


@app.get("/captured")
def captured():
    match request.get_json():
        case {"name": str(name), "kind": "fixed" as kind}:
            os.system(name)  # flaw: command-injection
            os.system(kind)  # clean: the constant of the pattern
        case [first, *rest]:
            os.system(first)  # flaw: command-injection
            os.system(rest[0])  # flaw: command-injection
        case int(number):
            os.system(f"sleep {number}")  # clean: a number
    return {}


@app.get("/table/<name>")
def table(name):
    if name not in TABLE:
        abort(404)
    os.system(name)  # clean: a key of the table
    return {}


@app.get("/keys/<name>")
def keys(name):
    if name in TABLE.keys():
        os.system(name)  # clean: a key of the table
    return {}


@app.get("/enum/<name>")
def enumerated(name):
    try:
        period = Period(name)
    except ValueError:
        abort(404)
    os.system(period.value)  # clean: a member of the enumeration
    return {}


@app.get("/uuid/<name>")
def of_uuid(name):
    os.system(f"touch {uuid.UUID(name)}")  # clean: a UUID
    return {}


@app.get("/address/<name>")
def address(name):
    os.system(f"ping {ipaddress.IPv4Address(name)}")  # clean: numbers and dots
    return {}


@app.get("/tried/<name>")
def tried(name):
    try:
        int(name)
    except ValueError:
        abort(400)
    os.system(f"sleep {name}")  # clean: int() would have raised
    return {}


@app.get("/swallowed/<name>")
def swallowed(name):
    try:
        int(name)
    except ValueError:
        pass
    os.system(f"sleep {name}")  # flaw: command-injection
    return {}


@app.get("/all/<name>")
def of_all(name):
    if not all(letter in "abc" for letter in name):
        abort(400)
    os.system(name)  # clean: made of three letters
    return {}


@app.get("/ternary/<name>")
def ternary(name):
    chosen = name if name in NAMES else "daily"
    os.system(chosen)  # clean: one of the names
    other = "daily" if name in NAMES else name
    os.system(other)  # flaw: command-injection
    return {}


@app.get("/kept/<name>")
def kept(name):
    is_fine = name in NAMES
    if not is_fine:
        abort(404)
    os.system(name)  # clean: one of the names
    return {}


@app.get("/filtered")
def filtered():
    words = [word for word in request.args.getlist("word") if word in NAMES]
    os.system(" ".join(words))  # clean: only the names
    for word in request.args.getlist("word"):
        if word not in NAMES:
            continue
        os.system(word)  # clean: one of the names
    return {}


@app.get("/or/<name>")
def either(name):
    if name in NAMES or request.args.get("force"):
        os.system(name)  # flaw: command-injection
    return {}


@app.get("/not-both/<name>")
def not_both(name):
    if not (name in NAMES and name.islower()):
        abort(400)
    os.system(name)  # clean: both hold
    return {}


@app.get("/any/<name>")
def of_any(name):
    if any(letter in ";|&" for letter in name):
        abort(400)
    os.system(name)  # flaw: command-injection
    return {}


@app.get("/blank/<name>")
def blank(name):
    if not name:
        abort(400)
    if len(name) > 20:
        abort(400)
    os.system(name)  # flaw: command-injection
    return {}


class Checker:
    allowed = ("daily", "weekly")

    def check(self, name):
        if name not in self.allowed:
            raise ValueError(name)
        return name

    def is_allowed(self, name):
        return name in self.allowed


@app.get("/method/<name>")
def method(name):
    checker = Checker()
    if not checker.is_allowed(name):
        return {}, 400
    os.system(name)  # clean: the method said yes
    return {}


@app.get("/method-raises/<name>")
def method_raises(name):
    Checker().check(name)
    os.system(name)  # clean: the method raises
    return {}


@app.get("/field")
def field():
    data = request.get_json()
    if data["name"] not in NAMES:
        abort(400)
    os.system(data["name"])  # clean: the same entry
    os.system(data["kind"])  # flaw: command-injection
    return {}


@app.get("/asked-twice")
def asked_twice():
    if request.args["name"] not in NAMES:
        abort(400)
    os.system(request.args["name"])  # clean: the same read
    return {}
