"""Loops, exceptions, generators, recursion, comprehensions and `match` on the way."""

import contextlib
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@contextlib.contextmanager
def database():
    db = sqlite3.connect("shop.db")
    try:
        yield db
    finally:
        db.close()


@app.get("/generator")
def generator():
    def conditions():
        for key in ("name", "town"):
            if key in request.args:
                yield f"{key} = '{request.args[key]}'"

    with database() as db:
        rows = db.execute("SELECT * FROM users WHERE " + " AND ".join(conditions()))  # flaw: sql-injection
        return {"rows": rows.fetchall()}


@app.get("/comprehension")
def comprehension():
    parts = [f"name = '{name}'" for name in request.args.getlist("name") if name]
    with database() as db:
        return {"rows": db.execute("SELECT * FROM users WHERE " + " OR ".join(parts)).fetchall()}  # flaw: sql-injection


def nested(conditions):
    if not conditions:
        return "1 = 1"
    return conditions[0] + " AND " + nested(conditions[1:])


@app.get("/recursion")
def recursion():
    with database() as db:
        return {"rows": db.execute("SELECT * FROM users WHERE " + nested(request.args.getlist("c"))).fetchall()}  # flaw: sql-injection


@app.get("/exception")
def exception():
    try:
        order = request.args["order"]
    except KeyError:
        order = "name"
    finally:
        limit = 10
    with database() as db:
        rows = db.execute("SELECT * FROM users LIMIT " + str(limit))  # clean: a number
        rows = db.execute("SELECT * FROM users ORDER BY " + order)  # flaw: sql-injection
        return {"rows": rows.fetchall()}


@app.get("/match")
def matched():
    match request.args.get("by"):
        case "name":
            order = "name"
        case None | "":
            order = "id"
        case other:
            order = other
    with database() as db:
        return {"rows": db.execute("SELECT * FROM users ORDER BY " + order).fetchall()}  # flaw: sql-injection


@app.get("/while")
def while_loop():
    sql = "SELECT * FROM users WHERE 1 = 1"
    position = 0
    while True:
        value = request.args.get(f"v{position}")
        if value is None:
            break
        sql += " AND name <> '" + value + "'"
        position += 1
    with database() as db:
        return {"rows": db.execute(sql).fetchall()}  # flaw: sql-injection


@app.get("/walrus")
def walrus():
    with database() as db:
        if (name := request.args.get("name")) is not None:
            return {"rows": db.execute(f"SELECT * FROM users WHERE name = '{name}'").fetchall()}  # flaw: sql-injection
        return {"rows": []}


@app.get("/star")
def star():
    first, *rest = request.args.getlist("name")
    with database() as db:
        return {"rows": db.execute("SELECT * FROM users WHERE name = '" + rest[0] + first + "'").fetchall()}  # flaw: sql-injection


def run(sql, *values, **options):
    with database() as db:
        return db.execute(sql, values).fetchall(), options  # flaw: sql-injection


@app.get("/arguments")
def arguments():
    run("SELECT * FROM users WHERE name = ?", request.args["name"])
    rows, _ = run(sql="SELECT * FROM " + request.args["table"], limit=3)
    return {"rows": rows}


@app.get("/constant-table")
def constant_table():
    tables = ["users", "orders"]
    rows = []
    with database() as db:
        for table in tables:
            if table in request.args:
                rows += db.execute("SELECT * FROM " + table).fetchall()  # clean: one of ours
    return {"rows": rows}


@app.get("/enumerated")
def enumerated():
    with database() as db:
        for number, name in enumerate(request.args.getlist("name")):
            db.execute("INSERT INTO n VALUES (%d)" % number)  # clean: a number
            db.execute("INSERT INTO n VALUES ('" + name + "')")  # flaw: sql-injection
        for key, value in zip(("a", "b"), request.args.getlist("v")):
            db.execute(f"UPDATE n SET {key} = ?", (value,))  # clean: the key is ours
    return "", 204


@app.get("/sorted")
def sorted_names():
    names = sorted(set(request.args.getlist("name")), key=len)
    with database() as db:
        db.execute("INSERT INTO n VALUES ('" + names[0] + "')")  # flaw: sql-injection
        db.execute("INSERT INTO n VALUES ('" + "".join(map(str, map(len, names))) + "')")  # clean: numbers
    return "", 204
