"""Models in which some passwords are hashed and others are not."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    password = db.Column(db.String(80))
    digest = db.Column(db.String(200))

    def set_password(self, typed):
        self.digest = generate_password_hash(typed)

    def check(self, typed):
        return check_password_hash(self.digest, typed)


class Guest(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    password = db.Column(db.String(200))

    def __init__(self, password):
        self.password = generate_password_hash(password)


class Clerk(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    password = db.Column(db.String(200))

    def set_password(self, typed):
        self.password = generate_password_hash(typed)


class Owner(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    password_hash = db.Column(db.String(200))

    @property
    def password(self):
        raise AttributeError("it is not kept")

    @password.setter
    def password(self, typed):
        self.password_hash = generate_password_hash(typed)


@app.post("/members")
def join():
    db.session.add(Member(password=request.form["password"]))  # flaw: plaintext-password
    db.session.commit()
    return "", 201


@app.post("/guests")
def visit():
    db.session.add(Guest(password=request.form["password"]))  # clean: the constructor hashes
    db.session.commit()
    return "", 201


@app.post("/clerks")
def hire():
    db.session.add(Clerk(password=request.form["password"]))  # clean: not known to be stored as it is
    db.session.commit()
    return "", 201


@app.post("/owners")
def found():
    db.session.add(Owner(password=request.form["password"]))  # clean: the setter hashes
    db.session.commit()
    return "", 201
