"""Data is written to a text and read again."""
import json
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.put("/a")
def a():
    text = json.dumps({"name": request.args["n"], "own": "x", "n": int(request.args["n"])})
    data = json.loads(text)
    db = sqlite3.connect("x")
    db.execute("select '" + data["name"] + "'")  # flaw: sql-injection
    blob = json.dumps({"own": "x"})
    db.execute("select '" + json.loads(blob)["own"] + "'")  # clean: ours
    return {}
