"""A table of many functions is asked for one, and the last of them counts as well."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)


def one(rest):
    return rest


def two(rest):
    return rest


def three(rest):
    return rest


def four(rest):
    return rest


def five(rest):
    return rest


def six(rest):
    return rest


def seven(rest):
    return rest


def eight(rest):
    return rest


def nine(rest):
    return sqlite3.connect("a.db").execute("select * from a where b = '" + rest + "'").fetchall()  # flaw: sql-injection


TABLE = {f.__name__: f for f in (one, two, three, four, five, six, seven, eight, nine)}


@app.post("/run")
def run():
    command = TABLE.get(request.form["command"])
    if command is None:
        return {}, 404
    return {"said": command(request.form["rest"])}
