"""A guard whose check of CSRF is off."""

import sqlite3

from flask import Flask, request, session
from flask_stopple import Stopple

app = Flask(__name__)
Stopple(app, csrf=False)


@app.post("/mail")
def change_mail():  # flaw: csrf-unprotected
    db = sqlite3.connect("shop.db")
    db.execute("update users set mail = ? where id = ?", [request.form["mail"], session["user"]])
    db.commit()
    return "changed"


@app.post("/login")
def login():
    session["user"] = 1
    return "hello"
