"""An application that keeps what visitors send in its own session and request globals."""

import json
import sqlite3

from flask import Flask, g, request, session

app = Flask(__name__)


@app.before_request
def remember():
    g.term = request.args["term"]
    session["order"] = request.args["order"]


@app.get("/first")
def show():
    database = sqlite3.connect("first.db")
    database.execute("SELECT * FROM t WHERE a = '" + g.term + "'")  # flaw: sql-injection
    database.execute("SELECT * FROM t ORDER BY " + session["order"])  # flaw: sql-injection
    return json.dumps("shown")
