"""A form sends files, and JSON where nobody asks for its type; what a browser sends with each form is no check."""

import os

from flask import Flask, abort, request
from flask_login import LoginManager, current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
login = LoginManager(app)
db = SQLAlchemy(app)


class Walker(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    picture = db.Column(db.String(80))
    pace = db.Column(db.Integer)


@app.post("/picture")
@login_required
def picture():  # flaw: csrf-unprotected
    sent = request.files["picture"]
    if sent.mimetype not in ("image/png", "image/jpeg"):
        abort(415)
    current_user.picture = f"{current_user.id}.png"
    db.session.commit()
    return "", 204


@app.post("/pace")
@login_required
def pace():  # flaw: csrf-unprotected
    body = request.get_json(force=True)
    current_user.pace = int(body["pace"])
    db.session.commit()
    return "", 204


@app.post("/pace/typed")
@login_required
def typed():  # clean: no form sends this type without asking
    body = request.get_json()
    current_user.pace = int(body["pace"])
    db.session.commit()
    return "", 204


@app.post("/pace/asked")
@login_required
def asked():  # clean: a header that no form can set
    if request.headers.get("X-Requested-With") != "XMLHttpRequest":
        abort(400)
    current_user.pace = int(request.form["pace"])
    db.session.commit()
    return "", 204
