"""Links that change something: a picture on another site is enough."""

import sqlite3

from flask import Flask, redirect, request, session
from flask_wtf import CSRFProtect

app = Flask(__name__)
CSRFProtect(app)


def change(statement, *values):
    with sqlite3.connect("shop.db") as connection:
        connection.execute(statement, values)


@app.get("/account/delete")
def delete_account():  # flaw: csrf-unprotected
    change("delete from people where id = ?", session["user"])
    return redirect("/")


@app.post("/account/close")
def close_account():  # clean: the extension asks for a token
    change("delete from people where id = ?", session["user"])
    return redirect("/")


@app.get("/orders/<int:number>/cancel")
def cancel_order(number):  # flaw: csrf-unprotected
    change("delete from orders where id = ? and person = ?", number, session["user"])
    return redirect("/")


@app.get("/visits")
def visits():  # clean: what is counted here harms nobody
    change("update people set seen = seen + 1 where id = ?", session["user"])
    return "seen"


@app.get("/deleted")
def deleted():  # clean: changes nothing
    return str(session["user"])


@app.get("/login")
def login():
    session["user"] = int(request.args["user"])
    return redirect("/")
