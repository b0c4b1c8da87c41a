"""Generators read, clean and hand on."""

import csv
import io
import itertools
import sqlite3

from flask import Flask, request

app = Flask(__name__)


def rows(upload):
    yield from csv.DictReader(io.TextIOWrapper(upload.stream))


def statements(items):
    for row in items:
        yield f"insert into people (name, age) values ('{row['name']}', {int(row['age'])})"


def numbers(items):
    for row in items:
        yield f"insert into ages values ({int(row['age'])})"


@app.put("/import")
def load():
    db = sqlite3.connect("people.db")
    for statement in statements(rows(request.files["people"])):
        db.execute(statement)  # flaw: sql-injection
    return {}


@app.put("/import-ages")
def load_ages():
    db = sqlite3.connect("people.db")
    for statement in numbers(rows(request.files["people"])):
        db.execute(statement)  # clean: numbers
    db.executemany("insert into people values (:name, :age)", rows(request.files["people"]))  # clean: bound
    return {}


@app.put("/script")
def script():
    lines = (line.strip() for line in request.get_data(as_text=True).splitlines())
    chosen = itertools.takewhile(lambda line: line != "END", filter(None, lines))
    sqlite3.connect("people.db").executescript(";\n".join(chosen))  # flaw: sql-injection
    return {}
