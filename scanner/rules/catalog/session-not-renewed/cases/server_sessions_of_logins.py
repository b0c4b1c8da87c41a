"""Flask-Login writes into the session that is there; on the server its identifier stays."""

from flask import Flask, abort, request, session
from flask_login import LoginManager, UserMixin, login_user
from flask_session import Session
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash

app = Flask(__name__)
Session(app)
login = LoginManager(app)
db = SQLAlchemy(app)


class Member(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    hash = db.Column(db.String(200))


def known():
    member = Member.query.filter_by(name=request.form["name"]).first()
    if member is None or not check_password_hash(member.hash, request.form["password"]):
        abort(401)
    return member


@app.post("/login")
def enter():
    login_user(known())  # flaw: session-not-renewed
    return "", 204


@app.post("/enter")
def enter_anew():
    member = known()
    session.clear()
    app.session_interface.regenerate(session)
    login_user(member)  # clean: a new identifier
    return "", 204
