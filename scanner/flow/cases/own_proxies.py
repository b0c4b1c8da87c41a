"""A proxy of the project's own is at each use what its function gives."""

import os
import sqlite3

from flask import Flask, g, request
from werkzeug.local import LocalProxy

app = Flask(__name__)


def _database():
    if "database" not in g:
        g.database = sqlite3.connect("yard.db")
    return g.database


def _zone():
    return request.headers.get("X-Zone", "north")


class Filters:
    def __init__(self, given):
        self.word = given.get("word", "")
        self.limit = int(given.get("limit", "10"))


database = LocalProxy(_database)
zone = LocalProxy(_zone)
filters = LocalProxy(lambda: Filters(request.args))


@app.get("/yards")
def yards():
    return str(database.execute("select * from yard where zone = '" + zone + "'").fetchall())  # flaw: sql-injection


@app.get("/bound")
def bound():
    return str(database.execute("select * from yard where zone = ?", (str(zone),)).fetchall())  # clean: bound


@app.get("/listed")
def listed():
    os.system(f"ls | head -n {filters.limit}")  # clean: a number
    os.system(f"ls {filters.word}")  # flaw: command-injection
    return ""
