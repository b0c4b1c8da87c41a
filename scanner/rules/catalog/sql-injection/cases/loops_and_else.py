"""Loops with break, else, walrus and exceptions."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect("x.db", check_same_thread=False)


@app.get("/else")
def loop_else():
    for candidate in ("id", "name"):
        if candidate == request.args.get("sort"):
            column = candidate
            break
    else:
        column = "id"
    db.execute("select * from t order by " + column)  # clean: one of ours
    return {}


@app.get("/walrus")
def walrus():
    if (name := request.args.get("name")) and len(name) < 10:
        db.execute(f"select * from t where n = '{name}'")  # flaw: sql-injection
    while chunk := request.stream.read(10):
        db.execute("insert into chunks values ('" + chunk.decode() + "')")  # flaw: sql-injection
    return {}


@app.get("/try")
def tries():
    value = "0"
    try:
        value = request.args["v"]
        int(value)
    except (KeyError, ValueError):
        db.execute("select " + value)  # flaw: sql-injection
        value = "1"
    finally:
        db.execute("select 1")
    return {}


@app.get("/converted")
def converted():
    value = request.args["v"]
    try:
        value = int(value)
    except ValueError:
        value = 0
    db.execute("select %s" % value)  # clean: a number either way
    return {}


@app.get("/enumerate")
def enumerated():
    for index, (key, value) in enumerate(sorted(request.args.items())):
        db.execute(f"select {index}")  # clean: a number
        db.execute(f"select {key}")  # flaw: sql-injection
        db.execute(f"select {value!s}")  # flaw: sql-injection
    for key, values in request.args.lists():
        db.execute("select " + key + values[0])  # flaw: sql-injection
    return {}


@app.get("/zip")
def zipped():
    pairs = zip(("a", "b"), request.args.getlist("v"))
    for name, value in pairs:
        db.execute(f"update t set {name} = ?", (value,))  # clean: our names
        db.execute(f"update t set {name} = {value}")  # flaw: sql-injection
    return {}
