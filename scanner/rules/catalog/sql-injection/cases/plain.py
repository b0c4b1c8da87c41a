"""A name from the query string is pasted into SQL in every way that Python has to paste."""

import sqlite3

from flask import Flask, g, request

app = Flask(__name__)


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect("shop.db")
    return g.db


@app.get("/concatenated")
def concatenated():
    name = request.args["name"]  # source(a): http-query
    sql = "SELECT * FROM users WHERE name = '" + name + "'"  # step(a)
    return {"rows": get_db().execute(sql).fetchall()}  # flaw(a): sql-injection


@app.post("/formatted")
def formatted():
    name = request.form.get("name")  # source(b): http-form
    cursor = get_db().cursor()
    cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")  # flaw(b): sql-injection
    return {"rows": cursor.fetchall()}


@app.post("/percent")
def percent():
    body = request.get_json()  # source(c): http-json
    cursor = get_db().cursor()
    cursor.execute("UPDATE users SET seen = 1 WHERE name = '%s'" % body["name"])  # flaw(c): sql-injection
    return "", 204


@app.get("/dotformat/<path:name>")
def dotformat(name):  # source(d): http-path
    template = "SELECT * FROM users WHERE name = '{}'"
    cursor = get_db().cursor()
    cursor.execute(template.format(name))  # flaw(d): sql-injection
    return {"rows": cursor.fetchall()}


@app.get("/joined")
def joined():
    ids = request.args.getlist("id")  # source(e): http-query
    sql = "SELECT * FROM users WHERE id IN (" + ",".join(ids) + ")"
    return {"rows": get_db().execute(sql).fetchall()}  # flaw(e): sql-injection


@app.get("/cookie")
def cookie():
    get_db().execute("INSERT INTO visits VALUES ('" + request.cookies["id"] + "')")  # source(f): http-cookie; flaw(f): sql-injection
    return "", 204


@app.get("/header")
def header():
    agent = request.headers.get("User-Agent", "")  # source(h): http-header
    get_db().executescript("INSERT INTO agents VALUES ('" + agent + "');")  # flaw(h): sql-injection
    return "", 204


@app.get("/augmented")
def augmented():
    sql = "SELECT * FROM users WHERE 1 = 1"
    if "name" in request.args:
        sql += " AND name = '" + request.args["name"] + "'"  # source(i): http-query
    if "town" in request.args:
        sql += " AND town = ?"
    return {"rows": get_db().execute(sql).fetchall()}  # flaw(i): sql-injection


@app.get("/ordered")
def ordered():
    order = request.args.get("order", "name")
    rows = get_db().execute("SELECT * FROM users ORDER BY " + order)  # flaw: sql-injection
    return {"rows": rows.fetchall()}


@app.get("/several-lines")
def several_lines():
    rows = get_db().execute(
        "SELECT * FROM users "  # flaw: sql-injection
        "WHERE name LIKE '%" + request.args["q"] + "%' "
        "ORDER BY name"
    )
    return {"rows": rows.fetchall()}
