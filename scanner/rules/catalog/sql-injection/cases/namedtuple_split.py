"""A cursor for paging is read out of one text."""

import base64
import json
import sqlite3
from collections import namedtuple

from flask import Flask, request

app = Flask(__name__)
Cursor = namedtuple("Cursor", "last size")


def decode(raw):
    last, _, size = base64.urlsafe_b64decode(raw.encode()).decode().partition(":")
    return Cursor(last=last, size=int(size))


@app.get("/events")
def events():
    cursor = decode(request.args["cursor"])
    db = sqlite3.connect("events.db")
    db.execute(f"select * from events where id > '{cursor.last}' limit 10")  # flaw: sql-injection
    db.execute(f"select * from events limit {cursor.size}")  # clean: a number
    db.execute("select * from events where id > ? limit ?", cursor)  # clean: bound
    return {}


@app.get("/json-cursor")
def json_cursor():
    state = json.loads(base64.b64decode(request.cookies["state"]))
    db = sqlite3.connect("events.db")
    db.execute("select * from events where kind = '" + state["kind"] + "'")  # flaw: sql-injection
    db.execute("select * from events where kind = ?", (state["kind"],))  # clean: bound
    return {}
