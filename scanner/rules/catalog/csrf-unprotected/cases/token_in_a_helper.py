"""Views call a function of the project that compares what the form sent with what the session keeps."""

import secrets

from flask import Flask, abort, redirect, request, session
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Wish(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner = db.Column(db.Integer)
    text = db.Column(db.Text)


def stamp():
    return session.setdefault("stamp", secrets.token_hex())


def must_be_stamped():
    if request.form.get("stamp") != session.get("stamp", ""):
        abort(400)


def log_stamp():
    return session.get("stamp"), request.form.get("stamp")


@app.post("/wishes")
def add():  # clean: the helper has looked
    must_be_stamped()
    db.session.add(Wish(owner=session["member"], text=request.form["text"]))
    db.session.commit()
    return redirect("/wishes")


@app.post("/wishes/clear")
def clear():  # flaw: csrf-unprotected
    log_stamp()
    Wish.query.filter_by(owner=session["member"], text=request.form["text"]).delete()
    db.session.commit()
    return redirect("/wishes")
