"""A group from the form is kept, and rows are picked by it."""

import sqlite3

from flask import Flask, jsonify, request, session

app = Flask(__name__)


@app.post("/switch")
def switch():
    session["workspace"] = request.form["workspace"]  # flaw: trust-boundary
    return ""


@app.get("/rows")
def rows():
    found = sqlite3.connect("a.db").execute("SELECT * FROM task WHERE workspace = ?", (session["workspace"],))
    return jsonify(rows=found.fetchall())
