"""What the converter of a field gives, an instance of attrs holds."""

import sqlite3

import attr
from attrs import define, field
from flask import Flask, request

app = Flask(__name__)


@define
class Search:
    word: str
    shelf: int = field(converter=int)
    limit: int = field(default=10, converter=int)


@attr.s
class Older:
    word = attr.ib(default="")
    year = attr.ib(default=2000, converter=int)


def rows(condition):
    return str(sqlite3.connect("a.db").execute("select * from a where " + condition).fetchall())  # clean: numbers


def found(condition):
    return str(sqlite3.connect("a.db").execute("select * from a where " + condition).fetchall())  # flaw: sql-injection


@app.get("/new")
def new():
    search = Search(request.args["word"], request.args["shelf"], limit=request.args["limit"])
    return rows(f"shelf = {search.shelf} limit {search.limit}") + found(f"word = '{search.word}'")


@app.get("/old")
def old():
    older = Older(request.args["word"], request.args["year"])
    return rows(f"year = {older.year}") + found(f"word = '{older.word}'")
