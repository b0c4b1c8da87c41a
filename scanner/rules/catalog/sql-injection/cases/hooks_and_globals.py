"""Data travels through hooks, `g`, module globals, decorators and callbacks before it is run."""

import functools
import sqlite3

from flask import Flask, g, request

app = Flask(__name__)
RECENT = []


@app.before_request
def remember():
    g.tenant = request.headers.get("X-Tenant", "none")  # source(a): http-header
    g.started = 0


@app.get("/tenant")
def tenant():
    db = sqlite3.connect("shop.db")
    rows = db.execute("SELECT * FROM users WHERE tenant = '" + g.tenant + "'")  # flaw(a): sql-injection
    rows = db.execute("SELECT * FROM users WHERE started = %s" % g.started)  # clean: a number of ours
    return {"rows": rows.fetchall()}


def with_name(view):
    @functools.wraps(view)
    def wrapper(*args, **kwargs):
        return view(*args, name=request.args["name"], **kwargs)

    return wrapper


@app.get("/decorated")
@with_name
def decorated(name):
    db = sqlite3.connect("shop.db")
    rows = db.execute("SELECT * FROM users WHERE name = '" + name + "'")  # flaw: sql-injection
    return {"rows": rows.fetchall()}


def query(build, value):
    db = sqlite3.connect("shop.db")
    return db.execute(build(value)).fetchall()  # flaw: sql-injection


@app.get("/callback")
def callback():
    return {"rows": query(lambda name: f"SELECT * FROM users WHERE name = '{name}'", request.args["name"])}


@app.post("/kept")
def kept():
    RECENT.append(request.form["name"])
    return "", 204


@app.get("/recent")
def recent():
    db = sqlite3.connect("shop.db")
    rows = []
    for name in RECENT:
        rows += db.execute("SELECT * FROM users WHERE name = '" + name + "'").fetchall()  # flaw: sql-injection
    return {"rows": rows}


def search_by(column):
    def search(value):
        db = sqlite3.connect("shop.db")
        return db.execute(f"SELECT * FROM users WHERE {column} = ?", (value,)).fetchall()  # clean: the column is ours

    return search


by_name = search_by("name")


@app.get("/closure")
def closure():
    return {"rows": by_name(request.args["name"])}


SEARCHES = {"name": search_by("name"), "town": search_by("town")}


@app.get("/table/<field>")
def table(field):
    return {"rows": SEARCHES[field](request.args["value"])}


@app.get("/partial")
def partial():
    run = functools.partial(query, lambda text: text)
    return {"rows": run("SELECT * FROM users WHERE name = '" + request.args["name"] + "'")}
