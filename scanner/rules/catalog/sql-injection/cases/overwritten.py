"""What a variable held before does not count; what it holds now does."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.get("/overwritten")
def overwritten():
    db = sqlite3.connect("shop.db")
    name = request.args["name"]
    name = "Lotte"
    rows = db.execute("SELECT * FROM users WHERE name = '" + name + "'")  # clean: overwritten
    return {"rows": rows.fetchall()}


@app.get("/one-branch")
def one_branch():
    db = sqlite3.connect("shop.db")
    name = "Lotte"
    if request.args.get("other"):
        name = request.args["other"]
    rows = db.execute("SELECT * FROM users WHERE name = '" + name + "'")  # flaw: sql-injection
    return {"rows": rows.fetchall()}


@app.get("/dead")
def dead():
    db = sqlite3.connect("shop.db")
    debug = False
    name = "Lotte"
    if debug:
        name = request.args["name"]
    rows = db.execute("SELECT * FROM users WHERE name = '" + name + "'")  # clean: never taken
    return {"rows": rows.fetchall()}


@app.get("/dictionary")
def dictionary():
    db = sqlite3.connect("shop.db")
    values = {"table": "users", "name": request.args["name"]}
    rows = db.execute("SELECT * FROM " + values["table"])  # clean: another key
    rows = db.execute("SELECT * FROM users WHERE name = '" + values["name"] + "'")  # flaw: sql-injection
    values["name"] = "Lotte"
    rows = db.execute("SELECT * FROM users WHERE name = '" + values["name"] + "'")  # clean: overwritten
    return {"rows": rows.fetchall()}


@app.get("/list")
def listed():
    db = sqlite3.connect("shop.db")
    parts = ["SELECT * FROM users"]
    parts.append("WHERE name = '" + request.args["name"] + "'")
    rows = db.execute(parts[0])  # clean: the first part is a constant
    rows = db.execute(" ".join(parts))  # flaw: sql-injection
    return {"rows": rows.fetchall()}


@app.get("/unpacked")
def unpacked():
    db = sqlite3.connect("shop.db")
    safe, unsafe = "name", request.args["name"]
    rows = db.execute(f"SELECT {safe} FROM users")  # clean: the first of the pair
    rows = db.execute(f"SELECT {unsafe} FROM users")  # flaw: sql-injection
    return {"rows": rows.fetchall()}


@app.get("/loop")
def loop():
    db = sqlite3.connect("shop.db")
    conditions = []
    for key, value in request.args.items():
        conditions.append(f"{key} = '{value}'")
    rows = db.execute("SELECT * FROM users WHERE " + " AND ".join(conditions))  # flaw: sql-injection
    return {"rows": rows.fetchall()}
