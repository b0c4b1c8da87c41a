"""Of all views under one part of the addresses one asks nobody: it was forgotten, also if it only shows what is stored."""

import sqlite3

from flask import Blueprint, Flask, abort, jsonify, redirect, request, session, url_for
from flask_login import login_required

app = Flask(__name__)
yard = Blueprint("yard", __name__, url_prefix="/yard")
bays = Blueprint("bays", __name__, url_prefix="/bays")


def database():
    return sqlite3.connect("yard.db")


@yard.before_request
def clerks():
    if "clerk" not in session:
        return redirect(url_for("enter"))


@yard.get("/lists")
def lists():
    return jsonify(database().execute("select * from list").fetchall())


@yard.get("/plans")
def plans():
    return jsonify(database().execute("select * from plan").fetchall())


@bays.post("/<int:number>/free")
def free(number):  # clean: the hook of the blueprint around
    database().execute("update bay set car = null where id = ?", (number,))
    return ""


@app.post("/yard/prices/<int:number>")
def prices(number):  # flaw: missing-authentication
    database().execute("update price set cents = ? where id = ?", (int(request.form["cents"]), number))
    return ""


@app.get("/books/entries")
@login_required
def entries():
    return jsonify(database().execute("select * from entry").fetchall())


@app.get("/books/accounts")
@login_required
def accounts():
    return jsonify(database().execute("select * from account").fetchall())


@app.get("/books/balance/<int:number>")
def balance(number):  # flaw: missing-authentication
    return jsonify(database().execute("select sum(cents) from entry where account = ?", (number,)).fetchone())


@app.get("/help/<int:number>")
def explained(number):  # clean: nothing that is stored
    return "page %d" % number


@app.get("/goods/<int:number>")
def shown(number):  # clean: whoever comes may look at goods
    return jsonify(database().execute("select * from goods where id = ?", (number,)).fetchone())


@app.post("/goods/<int:number>/change")
@login_required
def changed(number):
    database().execute("update goods set name = ? where id = ?", (request.form["name"], number))
    return ""


@app.post("/goods/<int:number>/move")
@login_required
def moved(number):
    database().execute("update goods set place = ? where id = ?", (request.form["place"], number))
    return ""


@app.post("/enter")
def enter():
    if request.form["word"] != database().execute("select word from clerk").fetchone():
        abort(401)
    session.clear()
    session["clerk"] = 1
    return ""


yard.register_blueprint(bays)
app.register_blueprint(yard)
