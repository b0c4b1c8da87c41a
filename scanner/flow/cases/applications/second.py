"""Another application of the same tree: nothing connects the two, so they share neither `g` nor the session."""

import json
import sqlite3

from flask import Flask, g, session

app = Flask(__name__)


@app.before_request
def remember():
    g.term = "fixed"
    session["order"] = "name"


@app.get("/second")
def show():
    database = sqlite3.connect("second.db")
    database.execute("SELECT * FROM t WHERE a = '" + g.term + "'")  # clean: what the other one stores is not here
    database.execute("SELECT * FROM t ORDER BY " + session["order"])  # clean: set by this application alone
    return json.dumps("shown")
