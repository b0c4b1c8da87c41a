"""Attempts to clean by hand, none of which holds."""

import html
import re
import sqlite3

from flask import Flask, request
from markupsafe import escape
from werkzeug.utils import secure_filename

app = Flask(__name__)
db = sqlite3.connect("shop.db", check_same_thread=False)


@app.get("/quotes-removed")
def quotes_removed():
    number = request.args["id"].replace("'", "")
    return {"rows": db.execute("SELECT * FROM users WHERE id = " + number).fetchall()}  # flaw: sql-injection


@app.get("/quotes-doubled")
def quotes_doubled():
    order = request.args["order"].replace("'", "''")
    return {"rows": db.execute("SELECT * FROM users ORDER BY " + order).fetchall()}  # flaw: sql-injection


@app.get("/html-escaped")
def html_escaped():
    number = html.escape(request.args["id"])
    return {"rows": db.execute("SELECT * FROM users WHERE id = " + number).fetchall()}  # flaw: sql-injection


@app.get("/markup-escaped")
def markup_escaped():
    number = escape(request.args["id"])
    return {"rows": db.execute(f"SELECT * FROM users WHERE id = {number}").fetchall()}  # flaw: sql-injection


@app.get("/stripped")
def stripped():
    name = request.args["name"].strip().lower()[:40]
    return {"rows": db.execute(f"SELECT * FROM users WHERE name = '{name}'").fetchall()}  # flaw: sql-injection


@app.get("/searched")
def searched():
    number = request.args["id"]
    if re.search(r"\d+", number):
        return {"rows": db.execute("SELECT * FROM users WHERE id = " + number).fetchall()}  # flaw: sql-injection
    return {"rows": []}


@app.get("/begins-right")
def begins_right():
    number = request.args["id"]
    if re.match(r"\d+", number):
        return {"rows": db.execute("SELECT * FROM users WHERE id = " + number).fetchall()}  # flaw: sql-injection
    return {"rows": []}


@app.get("/matched-whole")
def matched_whole():
    number = request.args["id"]
    if not re.fullmatch(r"[0-9]+", number):
        return {"rows": []}
    return {"rows": db.execute("SELECT * FROM users WHERE id = " + number).fetchall()}  # clean: digits only


@app.get("/digits")
def digits():
    number = request.args["id"]
    if number.isdigit():
        return {"rows": db.execute("SELECT * FROM users WHERE id = " + number).fetchall()}  # clean: digits only
    return {"rows": []}


@app.get("/keyword-list")
def keyword_list():
    name = request.args["name"]
    for word in ("select", "drop", "--", ";"):
        if word in name.lower():
            return "", 400
    return {"rows": db.execute("SELECT * FROM users WHERE name = '" + name + "'").fetchall()}  # flaw: sql-injection


@app.get("/percent-for-placeholder")
def percent_for_placeholder():
    name = request.args["name"]
    return {"rows": db.execute("SELECT * FROM users WHERE name = '%s'" % (name,)).fetchall()}  # flaw: sql-injection


@app.get("/file-name")
def file_name():
    table = secure_filename(request.args["table"])
    return {"rows": db.execute("SELECT * FROM users WHERE name = '" + request.args["name"] + "' AND t = '" + table + "'").fetchall()}  # flaw: sql-injection


@app.get("/converted-elsewhere")
def converted_elsewhere():
    number = request.args["id"]
    try:
        int(number)
    except ValueError:
        return "", 400
    return {"rows": db.execute("SELECT * FROM users WHERE id = " + number).fetchall()}  # clean: what int() accepts is a number


@app.get("/type-of-args")
def type_of_args():
    number: int = request.args["id"]
    return {"rows": db.execute(f"SELECT * FROM users WHERE id = {number}").fetchall()}  # flaw: sql-injection
