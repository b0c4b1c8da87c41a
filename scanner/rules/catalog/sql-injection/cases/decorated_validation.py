"""A decorator validates, another one only passes on."""

import functools
import sqlite3

from flask import Flask, abort, g, request

app = Flask(__name__)


def digits(*names):
    def wrap(view):
        @functools.wraps(view)
        def inner(*args, **kwargs):
            for name in names:
                if not kwargs[name].isdigit():
                    abort(404)
            return view(*args, **kwargs)

        return inner

    return wrap


def with_db(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        with sqlite3.connect("x.db") as db:
            return view(db, *args, **kwargs)

    return inner


def parse_filter(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        g.filter = request.args.get("filter", "")
        kwargs["page"] = request.args.get("page", 1, type=int)
        return view(*args, **kwargs)

    return inner


@app.get("/item/<item_id>")
@with_db
def item(db, item_id):
    return {"r": db.execute("select * from item where id=" + item_id).fetchall()}  # flaw: sql-injection


@app.get("/items")
@with_db
@parse_filter
def items(db, page):
    db.execute(f"select * from item limit 10 offset {page * 10}")  # clean: a number
    return {"r": db.execute(f"select * from item where {g.filter}").fetchall()}  # flaw: sql-injection
