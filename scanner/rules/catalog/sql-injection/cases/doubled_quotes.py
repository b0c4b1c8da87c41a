"""Texts of SQL in which each quote is doubled: enough where nothing else leads out of a text, and where they stand in one."""

import sqlite3

import pymysql
from flask import Flask, request

app = Flask(__name__)
NAMES = {"title": "metadata", "url": "URL"}


def doubled(text):
    return text.replace("'", "''")


def order_by(fields):
    one = lambda field: NAMES[field] if field in NAMES else "tags LIKE '%,{0},%'".format(doubled(field[1:]))
    return ", ".join(one(field) for field in fields)


@app.get("/")
def bookmarks():
    con = sqlite3.connect("b.db")
    return con.execute("SELECT * FROM bookmarks ORDER BY " + order_by(request.args.getlist("order"))).fetchall()  # clean: SQLite knows no other way out of a text


@app.get("/named")
def named():
    con = sqlite3.connect("b.db")
    name = request.args["name"].replace("'", "''")
    return con.execute(f"SELECT * FROM bookmarks WHERE title = '{name}'").fetchall()  # clean: inside of a text


@app.get("/two")
def two_texts():
    con = sqlite3.connect("b.db")
    name, tag = doubled(request.args["name"]), doubled(request.args["tag"])
    return con.execute("SELECT * FROM bookmarks WHERE title = '%s' AND tag = '%s'" % (name, tag)).fetchall()  # clean: inside of texts


@app.get("/number")
def outside_of_texts():
    con = sqlite3.connect("b.db")
    number = request.args["number"].replace("'", "''")
    return con.execute(f"SELECT * FROM bookmarks WHERE title <> '' AND id = {number}").fetchall()  # flaw: sql-injection


@app.get("/cut")
def cut_between_quotes():
    con = sqlite3.connect("b.db")
    name, tag = doubled(request.args["name"])[:20], doubled(request.args["tag"])
    return con.execute(f"SELECT * FROM bookmarks WHERE title = '{name}' AND tag = '{tag}'").fetchall()  # flaw: sql-injection


@app.get("/escaped")
def escaped_by_backslash():
    con = sqlite3.connect("b.db")
    name = request.args["name"].replace("'", "\\'")
    return con.execute(f"SELECT * FROM bookmarks WHERE title = '{name}'").fetchall()  # flaw: sql-injection


@app.get("/mysql")
def other_database():
    cursor = pymysql.connect(host="db").cursor()
    name = request.args["name"].replace("'", "''")
    cursor.execute(f"SELECT * FROM bookmarks WHERE title = '{name}'")  # flaw: sql-injection
    return {}
