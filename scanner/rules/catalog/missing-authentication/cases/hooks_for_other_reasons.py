"""Hooks that ask for a token against forgery, or for a small body, let everybody else pass."""

import hmac
import os
import sqlite3
from functools import wraps

from flask import Blueprint, Flask, abort, g, jsonify, redirect, request, session, url_for

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
figures = Blueprint("figures", __name__, url_prefix="/figures")


def database():
    return sqlite3.connect("farm.db")


@app.before_request
def unforged():
    """Whatever changes something brings the token of its page."""
    if request.method in ("GET", "HEAD"):
        return
    expected, given = session.get("_token", ""), request.form.get("_token", "")
    if not hmac.compare_digest(expected, given):
        abort(400)


@app.before_request
def small():
    if (request.content_length or 0) > 1_000_000:
        abort(413)


def farmers(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if session.get("farmer") is None:
            return redirect(url_for("sign_in"))
        return view(*args, **kwargs)

    return inner


@figures.get("/milk")
@farmers
def milk():
    return jsonify(database().execute("select * from milk").fetchall())


@figures.get("/eggs")
@farmers
def eggs():
    return jsonify(database().execute("select * from eggs").fetchall())


@figures.get("/debts")
def debts():  # flaw: missing-authentication
    return jsonify(database().execute("select * from debts").fetchall())


stable = Blueprint("stable", __name__, url_prefix="/stable")


@stable.before_request
def known():
    g.farmer = session.get("farmer")
    if g.farmer is None:
        return redirect(url_for("sign_in"))


@stable.get("/horses")
def horses():
    return jsonify(database().execute("select * from horses").fetchall())


@stable.post("/horses/<int:number>/sell")
def sell(number):  # clean: the hook of the blueprint
    database().execute("delete from horses where id = ?", (number,))
    return "", 204


app.register_blueprint(figures)
app.register_blueprint(stable)
