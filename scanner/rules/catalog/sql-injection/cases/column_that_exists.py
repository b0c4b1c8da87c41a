"""Who has the name of an attribute of a class of the program is one of its names: no statement hides in it."""

import sqlite3

from flask import Flask, abort, request

app = Flask(__name__)


class Book:
    """A row of the table."""

    title = ""
    year = 0


def rows(order):
    """All books in this order."""
    return sqlite3.connect("books.db").execute("SELECT title FROM book ORDER BY " + order).fetchall()  # flaw: sql-injection


def listed(order):
    """The same, for names that were looked up before."""
    return sqlite3.connect("books.db").execute(f"SELECT title FROM book ORDER BY {order}").fetchall()  # clean: a name of the class


@app.get("/books")
def books():
    order = request.args["order"]
    if not hasattr(Book, order):
        abort(400)
    return {"books": listed(order)}


@app.get("/books/read")
def read():
    order = request.args.get("order", "title")
    getattr(Book, order)
    return {"books": listed(order)}


@app.get("/books/perhaps")
def perhaps():
    order = request.args.get("order", "title")
    if hasattr(Book, "year"):
        return {"books": rows(order)}
    return {}


@app.get("/books/otherwise")
def otherwise():
    order = request.args.get("order", "title")
    column = getattr(Book, order, None)
    return {"books": rows(order), "known": column is not None}


@app.get("/books/within")
def within():
    name, key = request.args["order"].split("->")
    return {"books": listed(name) if getattr(Book, name) else [], "key": key}


def sorted_by(order):
    """What was looked up is a part of the text, and the part is cut out once more."""
    getattr(Book, order.split("->")[0])
    column, _ = order.split("->")
    return sqlite3.connect("books.db").execute(f"SELECT title FROM book ORDER BY {column}").fetchall()  # noise: sql-injection -- the same part is cut out twice


@app.get("/books/twice")
def twice():
    return {"books": sorted_by(request.args["order"])}
