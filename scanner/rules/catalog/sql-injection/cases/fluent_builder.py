"""A fluent builder of statements."""
import sqlite3

from flask import Flask, request

app = Flask(__name__)


class Select:
    def __init__(self, *columns):
        self._columns = columns
        self._table = None
        self._where = []
        self._order = None

    def from_(self, table):
        self._table = table
        return self

    def where(self, condition):
        self._where.append(condition)
        return self

    def order_by(self, column):
        self._order = column
        return self

    def __str__(self):
        sql = f"SELECT {', '.join(self._columns)} FROM {self._table}"
        if self._where:
            sql += " WHERE " + " AND ".join(self._where)
        if self._order:
            sql += " ORDER BY " + self._order
        return sql


@app.get("/a")
def a():
    q = Select("id", "name").from_("t").where("name = '" + request.args["n"] + "'")
    return {"r": sqlite3.connect("x").execute(str(q)).fetchall()}  # flaw: sql-injection


@app.get("/b")
def b():
    q = Select("id").from_("t").where("a = 1").order_by("id")
    return {"r": sqlite3.connect("x").execute(str(q)).fetchall()}  # clean: ours


@app.get("/c")
def c():
    q = Select("id").from_("t").order_by(request.args["o"])
    return {"r": sqlite3.connect("x").execute(f"{q} LIMIT 10").fetchall()}  # flaw: sql-injection
