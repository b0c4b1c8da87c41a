"""A 404 asks nobody who he is, be it a hook's for an unknown host or a helper's for what is not there."""

import os
from functools import wraps

from flask import Flask, abort, g, redirect, request, session
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
db = SQLAlchemy(app)


class Branch(db.Model):
    """A library of the town."""

    id = db.Column(db.Integer, primary_key=True)
    host = db.Column(db.String(80))
    opens = db.Column(db.Integer)


class NotAuthorized(Exception):
    """Somebody may not see it."""


@app.before_request
def find_branch():
    g.branch = Branch.query.filter_by(host=request.host).first()
    if g.branch is None:
        abort(404)


@app.before_request
def over_https():
    if not request.is_secure:
        return redirect(request.url.replace("http:", "https:", 1))
    return None


def librarian(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if "librarian" not in session:
            abort(401)
        return view(*args, **kwargs)

    return inner


def branch_or_404(number):
    return db.session.get(Branch, number) or abort(404)


def allowed_branch(number):
    try:
        return Branch.query.for_reader(number)
    except NotAuthorized:
        abort(404)


@app.post("/branches")
@librarian
def add():
    db.session.add(Branch(host=request.form["host"]))
    db.session.commit()
    return "", 201


@app.post("/branches/<int:number>/close")
@librarian
def close(number):
    branch_or_404(number).opens = 0
    db.session.commit()
    return "", 204


@app.post("/branches/<int:number>/rename")
@librarian
def rename(number):
    branch_or_404(number).host = request.form["host"]
    db.session.commit()
    return "", 204


@app.post("/branches/<int:number>/open")
def open_again(number):  # flaw: missing-authentication
    branch_or_404(number).opens = 9
    db.session.commit()
    return "", 204


@app.post("/branches/<int:number>/move")
def move(number):  # clean: a helper hides what the caller may not see
    allowed_branch(number).host = "new.example"
    db.session.commit()
    return "", 204


@app.post("/hours")
def hours():  # flaw: missing-authentication
    g.branch.opens = int(request.form["hour"])
    db.session.commit()
    return "", 204
