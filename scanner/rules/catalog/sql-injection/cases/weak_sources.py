"""Data that is no visitor's, or not directly: reported to pedantic readers."""

# options: pedantic

import sqlite3

from flask import Flask, session

app = Flask(__name__)
app.secret_key = "not used in earnest"


@app.get("/again")
def again():
    db = sqlite3.connect("shop.db")
    rows = db.execute("SELECT * FROM users WHERE name = '" + session["name"] + "'")  # flaw: sql-injection
    return {"rows": rows.fetchall()}


@app.get("/second-order")
def second_order():
    db = sqlite3.connect("shop.db")
    name = db.execute("SELECT name FROM users LIMIT 1").fetchone()[0]
    rows = db.execute("SELECT * FROM orders WHERE customer = '" + name + "'")  # flaw: sql-injection
    return {"rows": rows.fetchall()}
