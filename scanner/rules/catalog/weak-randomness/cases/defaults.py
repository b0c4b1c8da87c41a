"""What a column or a field is when nobody says."""

import random
import secrets
from dataclasses import dataclass, field

import numpy
from flask import Flask, jsonify, session
from flask_sqlalchemy import SQLAlchemy
from numpy.random import default_rng
from peewee import CharField, Model

app = Flask(__name__)
db = SQLAlchemy(app)


class Invitation(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    token = db.Column(db.String, default=lambda: f"{random.getrandbits(96):x}")  # flaw: weak-randomness
    reset_token = db.Column(db.String, default=lambda: secrets.token_hex(12))  # clean: cannot be predicted
    shelf = db.Column(db.Integer, default=lambda: random.randint(1, 6))  # clean: nobody's secret


class Ticket(Model):
    secret = CharField(default=lambda: str(random.randrange(10**12)))  # flaw: weak-randomness


@dataclass
class Reset:
    mail: str
    token: str = field(default_factory=lambda: "%x" % random.getrandbits(64))  # flaw: weak-randomness
    tries: int = field(default_factory=lambda: random.randint(1, 3))  # clean: nobody's secret


@app.post("/codes")
def codes():
    session["auth_code"] = str(numpy.random.randint(100_000, 999_999))  # flaw: weak-randomness
    return "", 204


@app.post("/keys")
def keys():
    session["api_key"] = default_rng().bytes(16).hex()  # flaw: weak-randomness
    return "", 204


@app.get("/points")
def points():
    return jsonify(numpy.random.rand(4).tolist())  # clean: for a picture
