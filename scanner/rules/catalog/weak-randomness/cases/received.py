"""What receives letters that were drawn tells that nobody may guess them, whatever their variable is called."""

import hashlib
import random
import string

from flask import Flask, jsonify, url_for
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)


class Pilot(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    digest = db.Column(db.String)


class Invitation(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    pilot_id = db.Column(db.Integer)
    digest = db.Column(db.String)
    position = db.Column(db.Integer)


class Flight(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    call_sign = db.Column(db.String)


def letters(count=20):
    return "".join(random.choice(string.ascii_lowercase) for _ in range(count))  # flaw: weak-randomness


def invited(pilot):
    drawn = letters()
    db.session.add(Invitation(pilot_id=pilot.id, digest=hashlib.sha256(drawn.encode()).hexdigest()))
    return drawn


def start_over(pilot):
    fresh = "".join(random.choices(string.ascii_letters, k=12))  # flaw: weak-randomness
    pilot.digest = generate_password_hash(fresh)
    return fresh


def link_for(pilot):
    drawn = "".join(random.sample(string.hexdigits, 16))  # flaw: weak-randomness
    return url_for("confirm", code=drawn, _external=True)


def call_sign():
    drawn = "".join(random.choice(string.ascii_uppercase) for _ in range(3))
    db.session.add(Flight(call_sign=drawn))  # clean: everybody hears it
    return drawn


def queued(pilot):
    place = random.randint(1, 50)
    db.session.add(Invitation(pilot_id=pilot.id, position=place))  # clean: a place in a queue
    return place


def page_of():
    drawn = random.randint(1, 9)
    return url_for("confirm", code="-", page=drawn)  # clean: a page


@app.get("/confirm/<code>")
def confirm(code):
    return jsonify(known=Invitation.query.filter_by(digest=hashlib.sha256(code.encode()).hexdigest()).count())
