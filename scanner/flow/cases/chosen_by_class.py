"""A function that is chosen by the class of its argument: any of those that were registered may run."""

import json
import pickle
import sqlite3
from functools import singledispatch, singledispatchmethod

from flask import Flask, request

app = Flask(__name__)


@singledispatch
def literal(value):
    raise TypeError(type(value).__name__)


@literal.register(int)
def _(value):
    return str(value)


@literal.register
def _(value: str):
    return f"'{value}'"


@literal.register(list)
def literal_of_list(value):
    return "(" + ", ".join(map(literal, value)) + ")"


class Backup:
    @singledispatchmethod
    def load(self, source):
        raise TypeError(type(source).__name__)

    @load.register
    def _(self, source: bytes):
        return pickle.loads(source)  # flaw: unsafe-deserialization

    @load.register
    def _(self, source: dict):
        return json.loads(source["text"])


@app.post("/find")
def find():
    wanted = literal(request.get_json()["name"])
    return str(sqlite3.connect("a.db").execute("select * from a where name = " + wanted).fetchall())  # flaw: sql-injection


@app.post("/years")
def years():
    wanted = literal([int(year) for year in request.get_json()["years"]])
    return str(sqlite3.connect("a.db").execute("select * from a where year in " + wanted).fetchall())  # clean: numbers


@app.post("/restore")
def restore():
    Backup().load(request.get_data())
    return ""
