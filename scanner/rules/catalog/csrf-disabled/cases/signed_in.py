"""A view for whoever is signed in is no machine's, though its address says `api`."""

import os

from functools import wraps

from flask import Flask, abort, request
from flask_login import LoginManager, current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
db = SQLAlchemy(app)
csrf = CSRFProtect(app)
LoginManager(app)


class Plot(db.Model):
    """A garden."""

    id = db.Column(db.Integer, primary_key=True)
    size = db.Column(db.Integer)


@app.post("/api/plots/<int:number>")
@csrf.exempt
@login_required
def enlarge(number):  # flaw: csrf-disabled
    db.get_or_404(Plot, number).size = int(request.form["size"])
    db.session.commit()
    return "", 204


def gardener(view):
    @wraps(view)
    @login_required
    def inner(*args, **kwargs):
        if not current_user.is_gardener:
            abort(403)
        return view(*args, **kwargs)

    return inner


@app.post("/api/plots/<int:number>/clear")
@csrf.exempt
@gardener
def clear(number):  # flaw: csrf-disabled
    db.get_or_404(Plot, number).size = 0
    db.session.commit()
    return "", 204


@app.post("/api/plots/<int:number>/measure")
@csrf.exempt
def measure(number):  # clean: a sensor has no cookie
    db.get_or_404(Plot, number).size = int(request.form["size"])
    db.session.commit()
    return "", 204
