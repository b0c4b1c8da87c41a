"""Checks that return early, in helpers that give a response."""
import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)


def bad(message):
    return jsonify(error=message), 400


@app.get("/a")
def a():
    n = request.args.get("n")
    if n is None:
        return bad("missing")
    if not n.isdecimal():
        return bad("no number")
    sqlite3.connect("x").execute("select " + n)  # clean: digits
    return {}


@app.get("/b")
def b():
    n = request.args.get("n")
    if n and n.isdecimal():
        pass
    sqlite3.connect("x").execute("select %s" % n)  # flaw: sql-injection
    return {}


@app.get("/c")
def c():
    n = request.args.get("n", "")
    ok = n.isdecimal() and len(n) < 5
    if ok:
        sqlite3.connect("x").execute("select " + n)  # clean: digits
    if not ok or n == "7":
        return bad("x")
    sqlite3.connect("x").execute("select " + n)  # clean: digits
    return {}


@app.get("/d")
def d():
    try:
        int(request.args["n"])
    except ValueError:
        return bad("no number")
    sqlite3.connect("x").execute("select " + request.args["n"])  # clean: int() came back
    return {}


@app.get("/e")
def e():
    n = request.args["n"]
    if not n.isdecimal() and not n.isalpha():
        return bad("x")
    sqlite3.connect("x").execute("select " + n)  # clean: digits or letters
    return {}


@app.get("/f")
def f():
    n = request.args["n"]
    if not (n.isdecimal() or len(n) < 9):
        return bad("x")
    sqlite3.connect("x").execute("select " + n)  # flaw: sql-injection
    return {}
