"""Rows of tables that the program creates itself: what the database numbers is a number, any other column may be a text."""

import sqlite3

from flask import Flask, render_template_string

app = Flask(__name__)
SCHEMA = """
CREATE TABLE IF NOT EXISTS hive (
    hive_id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    weight INTEGER,
    CHECK (weight > 0)
);
CREATE TABLE keeper (number SERIAL, code INTEGER PRIMARY KEY);
CREATE TABLE badge (code VARCHAR(8), hive INTEGER);
"""


def connect():
    connection = sqlite3.connect("bees.db")
    connection.row_factory = sqlite3.Row
    connection.executescript(SCHEMA)
    return connection


@app.get("/hives")
def hives():
    row = connect().execute("select * from hive").fetchone()
    render_template_string("<script>show({{ row['hive_id'] }});</script>", row=row)  # clean: a number
    render_template_string("<script>show({{ number }});</script>", number=row["hive_id"])  # clean: a number
    render_template_string("<script>show({{ number }});</script>", number=row["number"])  # clean: a number
    render_template_string("<script>show({{ weight }});</script>", weight=row["weight"])  # flaw: cross-site-scripting
    render_template_string("<script>show({{ row.code }});</script>", row=row)  # flaw: cross-site-scripting
    return render_template_string("<script>show({{ name }});</script>", name=row["name"])  # flaw: cross-site-scripting
