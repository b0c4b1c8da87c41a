"""Bound parameters are safe, however they are handed over."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.get("/users")
def users():
    db = sqlite3.connect("shop.db")
    name = request.args["name"]
    rows = db.execute("SELECT * FROM users WHERE name = ?", [name]).fetchall()  # clean: bound by place
    rows += db.execute("SELECT * FROM users WHERE name = :name", {"name": name}).fetchall()  # clean: bound by name
    rows += db.execute("SELECT * FROM users WHERE name LIKE ?", (f"%{name}%",)).fetchall()  # clean: the data is put together, not the SQL
    db.executemany("INSERT INTO seen VALUES (?)", [(name,), (name.upper(),)])  # clean: bound, many times
    return {"rows": rows}


@app.get("/many")
def many():
    db = sqlite3.connect("shop.db")
    ids = request.args.getlist("id")
    marks = ",".join("?" for _ in ids)
    rows = db.execute(f"SELECT * FROM users WHERE id IN ({marks})", ids)  # clean: only question marks are joined
    return {"rows": rows.fetchall()}


@app.get("/numbers")
def numbers():
    db = sqlite3.connect("shop.db")
    limit = int(request.args.get("limit", "10"))
    page = request.args.get("page", 1, type=int)
    rows = db.execute(f"SELECT * FROM users LIMIT {limit} OFFSET {page * limit}")  # clean: numbers
    return {"rows": rows.fetchall()}


@app.get("/user/<int:user_id>")
def user(user_id):
    db = sqlite3.connect("shop.db")
    rows = db.execute("SELECT * FROM users WHERE id = %d" % user_id)  # clean: the converter made a number of it
    return {"rows": rows.fetchall()}


@app.get("/sorted")
def in_order():
    db = sqlite3.connect("shop.db")
    columns = {"name": "name", "age": "birthday DESC"}
    order = columns.get(request.args.get("order"), "name")
    rows = db.execute(f"SELECT * FROM users ORDER BY {order}")  # clean: one of our own texts
    direction = "DESC" if request.args.get("direction") == "down" else "ASC"
    rows = db.execute("SELECT * FROM users ORDER BY name " + direction)  # clean: one of two constants
    return {"rows": rows.fetchall()}
