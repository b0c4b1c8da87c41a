"""Lists of what must not be set are never complete."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    is_admin = db.Column(db.Boolean)
    balance = db.Column(db.Integer)


@app.post("/forbidden/<int:number>")
def forbidden(number):
    user = db.session.get(User, number)
    for key, value in request.get_json().items():
        if key != "is_admin":
            setattr(user, key, value)  # flaw: mass-assignment
    return "", 204


@app.post("/existing/<int:number>")
def existing(number):
    user = db.session.get(User, number)
    for key, value in request.get_json().items():
        if hasattr(user, key):
            setattr(user, key, value)  # flaw: mass-assignment
    return "", 204


@app.post("/popped")
def popped():
    body = request.get_json()
    body.pop("is_admin", None)
    db.session.add(User(**body))  # flaw: mass-assignment
    return "", 204
