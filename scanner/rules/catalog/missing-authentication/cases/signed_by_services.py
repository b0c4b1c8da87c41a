"""Views of services that sign what they send ask who is there, and so one among them that does not was forgotten. Who registers is nobody yet."""

import hashlib
import hmac
import os
import sqlite3
from functools import wraps

from flask import Flask, abort, request
from werkzeug.security import generate_password_hash

app = Flask(__name__)


class Sender:
    header = "X-Sender-Proof"

    def check(self):
        made = hmac.new(os.environ["SENDER"].encode(), request.get_data(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(made, request.headers.get(self.header, "")):
            abort(403)


class Courier(Sender):
    header = "X-Courier-Proof"


def sent_by(kind):
    def decorate(view):
        @wraps(view)
        def inner(*args, **kwargs):
            kind().check()
            return view(*args, **kwargs)

        return inner

    return decorate


def store(word):
    connection = sqlite3.connect("parcels.db")
    connection.execute("insert into parcels (word) values (?)", (word,))
    connection.commit()


@app.post("/sender")
@sent_by(Sender)
def sender():
    store(request.get_json()["word"])
    return "", 204


@app.post("/courier")
@sent_by(Courier)
def courier():
    store(request.get_json()["word"])
    return "", 204


@app.post("/sender/late")
@sent_by(Sender)
def late():
    store("late")
    return "", 204


@app.post("/parcels/<int:number>/again")
def again(number):  # flaw: missing-authentication
    store(f"again {number}")
    return "", 204


@app.get("/about")
def about():  # clean: it changes nothing
    return "Parcels"


@app.get("/prices")
def prices():  # clean: it changes nothing
    return "cheap"


@app.get("/news")
def news():  # clean: it changes nothing
    return "none"


@app.post("/join")
def join():  # clean: who registers is nobody yet
    connection = sqlite3.connect("parcels.db")
    made = generate_password_hash(request.form["password"])
    connection.execute("insert into people (name, made) values (?, ?)", (request.form["name"], made))
    connection.commit()
    return "", 204
