"""Texts that `reduce` makes of a list: of its items, or of how many there are."""
import functools
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.get("/counted")
def counted():
    codes = request.args.getlist("code")
    clause = functools.reduce(lambda made, _: made + " OR code = ?", codes, "1 = 0")
    rows = sqlite3.connect("shelf.db").execute("SELECT id FROM shelf WHERE " + clause, codes)  # clean: no item is in it
    return {"rows": rows.fetchall()}


@app.get("/joined")
def joined():
    codes = request.args.getlist("code")
    clause = functools.reduce(lambda made, code: made + f" OR code = '{code}'", codes, "1 = 0")
    rows = sqlite3.connect("shelf.db").execute("SELECT id FROM shelf WHERE " + clause)  # flaw: sql-injection
    return {"rows": rows.fetchall()}
