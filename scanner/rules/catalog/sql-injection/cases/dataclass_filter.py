"""Filters as data classes, with a method that renders them."""

import sqlite3
from dataclasses import dataclass, field

from flask import Flask, request

app = Flask(__name__)


@dataclass
class Filter:
    column: str
    value: str
    operator: str = "="

    def render(self):
        return f"{self.column} {self.operator} '{self.value}'"

    def bound(self):
        return f"{self.column} {self.operator} ?", self.value


@dataclass
class Query:
    table: str
    filters: list[Filter] = field(default_factory=list)
    limit: int = 50

    def add(self, *args, **kwargs):
        self.filters.append(Filter(*args, **kwargs))
        return self

    @property
    def sql(self):
        return f"select * from {self.table} where {' and '.join(f.render() for f in self.filters)} limit {self.limit}"


def connect():
    return sqlite3.connect("x.db")


@app.get("/a")
def a():
    query = Query("books").add("author", request.args["author"])
    return {"rows": connect().execute(query.sql).fetchall()}  # flaw: sql-injection


@app.get("/b")
def b():
    query = Query("books").add("author", "Lem")
    query.limit = int(request.args.get("limit", 10))
    return {"rows": connect().execute(query.sql).fetchall()}  # clean: a constant and a number


@app.get("/c")
def c():
    sql, value = Filter("author", request.args["author"]).bound()
    return {"rows": connect().execute("select * from books where " + sql, (value,)).fetchall()}  # clean: bound


@app.get("/d")
def d():
    f = Filter(operator=request.args["op"], column="year", value="1999")
    return {"rows": connect().execute("select * from books where " + f.render()).fetchall()}  # flaw: sql-injection
