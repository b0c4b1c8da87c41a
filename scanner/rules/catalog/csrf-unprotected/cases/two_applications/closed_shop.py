"""Another one in the same folder, which asks for a token."""

import sqlite3

from flask import Flask, redirect, request, session
from flask_wtf import CSRFProtect

app = Flask(__name__)
CSRFProtect(app)


@app.post("/mail")
def change_mail():  # clean: the extension asks for a token
    with sqlite3.connect("shop.db") as connection:
        connection.execute("update people set mail = ? where id = ?", (request.form["mail"], session["user"]))
    return redirect("/")


@app.post("/login")
def login():
    session.clear()
    session["user"] = 1
    return redirect("/")
