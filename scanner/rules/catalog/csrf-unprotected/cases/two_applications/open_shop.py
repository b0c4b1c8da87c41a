"""An application of its own: nothing of its neighbour's protects it."""

import sqlite3

from flask import Flask, redirect, request, session

app = Flask(__name__)


@app.post("/mail")
def change_mail():  # flaw: csrf-unprotected
    with sqlite3.connect("shop.db") as connection:
        connection.execute("update people set mail = ? where id = ?", (request.form["mail"], session["user"]))
    return redirect("/")


@app.post("/login")
def login():
    session.clear()
    session["user"] = 1
    return redirect("/")
