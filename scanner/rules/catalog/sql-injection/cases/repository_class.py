"""Classes between the view and the database: attributes, inheritance, properties, static and class methods."""

import sqlite3
from dataclasses import dataclass

from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)


class Repository:
    table = "users"

    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        self.log = []

    def by_name(self, name):
        sql = f"SELECT * FROM {self.table} WHERE name = '{name}'"
        return self.run(sql)

    def by_id(self, number):
        return self.connection.execute(f"SELECT * FROM {self.table} WHERE id = ?", (number,)).fetchall()  # clean: the table is ours

    def run(self, sql):
        self.log.append(sql)
        return self.connection.execute(sql).fetchall()  # flaw(a): sql-injection

    @staticmethod
    def quoted(text):
        return "'" + text + "'"

    @classmethod
    def opened(cls):
        return cls("shop.db")


class OrderRepository(Repository):
    table = "orders"

    def latest(self, town):
        condition = self.quoted(town)
        return self.connection.execute("SELECT * FROM orders WHERE town = " + condition).fetchall()  # flaw(b): sql-injection


class Users(MethodView):
    def get(self):
        repository = Repository.opened()
        return {"rows": repository.by_name(request.args["name"])}  # source(a): http-query

    def post(self):
        repository = OrderRepository("shop.db")
        return {"rows": repository.latest(request.form["town"])}  # source(b): http-form

    def put(self):
        return {"rows": Repository("shop.db").by_id(request.form["id"])}


app.add_url_rule("/users", view_func=Users.as_view("users"))


class Search:
    def __init__(self, words):
        self.words = words
        self.limit = 20

    @property
    def condition(self):
        return f"title LIKE '%{self.words}%'"


@app.get("/search")
def search():
    wanted = Search(request.args["q"])  # source(c): http-query
    db = sqlite3.connect("shop.db")
    rows = db.execute("SELECT * FROM books WHERE " + wanted.condition)  # flaw(c): sql-injection
    rows = db.execute(f"SELECT * FROM books LIMIT {wanted.limit}")  # clean: another attribute of the same object
    return {"rows": rows.fetchall()}


@dataclass
class Filter:
    field: str
    value: str = ""


@app.get("/filtered")
def filtered():
    chosen = Filter("title", value=request.args["value"])
    db = sqlite3.connect("shop.db")
    rows = db.execute(f"SELECT * FROM books WHERE {chosen.field} = ?", (chosen.value,))  # clean: the field is a constant
    rows = db.execute(f"SELECT * FROM books WHERE {chosen.field} = '{chosen.value}'")  # flaw: sql-injection
    return {"rows": rows.fetchall()}


class Lazy:
    def __init__(self):
        self.sql = "SELECT 1"

    def refine(self, text):
        self.sql = self.sql + " WHERE name = '" + text + "'"
        return self

    def reset(self):
        self.sql = "SELECT 1"
        return self


@app.get("/lazy")
def lazy():
    db = sqlite3.connect("shop.db")
    query = Lazy().refine(request.args["name"])
    rows = db.execute(query.sql).fetchall()  # flaw: sql-injection
    query.reset()
    rows = db.execute(query.sql).fetchall()  # clean: overwritten by a method
    return {"rows": rows}
