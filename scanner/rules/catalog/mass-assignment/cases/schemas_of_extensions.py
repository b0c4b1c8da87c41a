"""A schema of Flask-Marshmallow hands on what it has fields for."""

from flask import Flask, request
from flask_marshmallow import Marshmallow
from flask_sqlalchemy import SQLAlchemy
from marshmallow import INCLUDE, fields

app = Flask(__name__)
db = SQLAlchemy(app)
ma = Marshmallow(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(60))
    owner = db.Column(db.Integer)


class BoatSchema(ma.Schema):
    name = fields.Str(required=True)


class AnySchema(ma.Schema):
    class Meta:
        unknown = INCLUDE

    name = fields.Str(required=True)


@app.post("/boats")
def add():
    db.session.add(Boat(**BoatSchema().load(request.get_json())))  # clean: one field
    db.session.commit()
    return "", 201


@app.post("/boats/any")
def add_any():
    db.session.add(Boat(**AnySchema().load(request.get_json())))  # flaw: mass-assignment
    db.session.commit()
    return "", 201
