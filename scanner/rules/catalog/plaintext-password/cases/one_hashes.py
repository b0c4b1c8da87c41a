"""A model whose setter hashes says nothing of the one beside it."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)


class Stamped:
    """Knows when it was made."""

    made = db.Column(db.DateTime)


class Hashing:
    """Keeps no password readable."""

    @property
    def password(self):
        raise AttributeError("not kept")

    @password.setter
    def password(self, value):
        self.digest = generate_password_hash(value)


class Teacher(Stamped, Hashing, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    digest = db.Column(db.String(200))


class Tablet(Stamped, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    password = db.Column(db.String(60))


@app.post("/tablets")
def add_tablet():
    body = request.get_json()
    tablet = Tablet(id=int(body["id"]))
    tablet.password = body["password"]  # flaw: plaintext-password
    db.session.add(tablet)
    db.session.commit()
    return "", 201


@app.post("/teachers")
def add_teacher():
    body = request.get_json()
    teacher = Teacher(id=int(body["id"]))
    teacher.password = body["password"]  # clean: the setter of a base hashes
    db.session.add(teacher)
    db.session.commit()
    return "", 201
