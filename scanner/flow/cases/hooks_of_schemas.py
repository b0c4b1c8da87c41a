"""What a schema runs when it loads data gets what the visitor sent."""

import os
import sqlite3

from flask import Flask, request
from flask_marshmallow import Marshmallow
from marshmallow import ValidationError, fields, post_load, validates

app = Flask(__name__)
ma = Marshmallow(app)


class Parcel:
    def __init__(self, weight, street):
        self.weight = weight
        self.street = street

    def label(self):
        return os.popen("label " + self.street).read()  # flaw: command-injection

    def scale(self):
        return os.popen("scale " + str(self.weight)).read()  # clean: a number


class ParcelSchema(ma.Schema):
    weight = fields.Int()
    street = fields.Str(required=True)

    @validates("street")
    def exists(self, value, **kwargs):
        rows = sqlite3.connect("town.db").execute("select 1 from street where name = '" + value + "'")  # flaw: sql-injection
        if rows.fetchone() is None:
            raise ValidationError("no such street")

    @validates("weight")
    def light(self, value, **kwargs):
        if sqlite3.connect("town.db").execute("select " + str(value) + " > 30").fetchone()[0]:  # clean: a number
            raise ValidationError("too heavy")

    @post_load
    def make(self, data, **kwargs):
        return Parcel(**data)


@app.post("/parcels")
def send():
    parcel = ParcelSchema().load(request.get_json())
    return {"label": parcel.label(), "weight": parcel.scale()}
