"""Which value of a statement goes into which column is known by its place or by its name."""

import sqlite3

from flask import Flask, g, request

app = Flask(__name__)


def database():
    connection = sqlite3.connect("boats.db")
    connection.row_factory = sqlite3.Row
    return connection


@app.post("/boats")
def add():
    database().execute(
        "insert into boats (called, seats, harbour, added) values (:called, :seats, :harbour, date('now'))",
        {"called": request.form["called"], "seats": 4, "harbour": g.harbour},
    )
    return "", 204


@app.post("/crew")
def crew():
    database().executemany(
        "insert into crew (nickname, rank) values (?, ?)",
        [(request.form["first"], "mate"), (request.form["second"], "mate")],
    )
    database().execute(
        "update crew set motto = ?, watch = ? where id = ?", (request.form["motto"], 3, request.form["id"])
    )
    return "", 204


@app.get("/called/<int:number>")
def called(number):
    row = database().execute("select * from boats where id = ?", (number,)).fetchone()
    return row["called"]  # flaw: cross-site-scripting


@app.get("/harbour/<int:number>")
def harbour(number):
    row = database().execute("select * from boats where id = ?", (number,)).fetchone()
    return row["harbour"] + row["added"]  # clean: the value of that name is none of the visitor's


@app.get("/nickname/<int:number>")
def nickname(number):
    row = database().execute("select * from crew where id = ?", (number,)).fetchone()
    return row["nickname"] + row["motto"]  # flaw: cross-site-scripting


@app.get("/rank/<int:number>")
def rank(number):
    row = database().execute("select * from crew where id = ?", (number,)).fetchone()
    return f"{row['rank']} {row['watch']}"  # clean: other values stand in their places


@app.get("/motto")
def motto():
    page = "<ul>"
    for name, motto in database().execute(
        "select nickname, motto"
        " from crew order by nickname"
    ):
        page += f"<li>{motto}</li>"
    return page  # flaw: cross-site-scripting


@app.get("/ranks")
def ranks():
    page = "<ul>"
    for number, rank in database().execute("select id, rank from crew"):
        page += f"<li>{rank}</li>"
    return page  # clean: that column is not filled by visitors
