"""A schema names the fields that come through."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from marshmallow import EXCLUDE
from pydantic import BaseModel
from webargs.flaskparser import FlaskParser
from wtforms import StringField

app = Flask(__name__)
db = SQLAlchemy(app)


class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)


def parsed(schema):
    return FlaskParser(unknown=EXCLUDE).parse(schema, request, location="json")


@app.post("/items/<kind>")
def add(kind):
    db.session.add(Item(**parsed(app.config["SCHEMAS"][kind])))  # clean: the fields of the schema
    db.session.commit()
    return {}


@app.post("/plain")
def plain():
    db.session.add(Item(**request.get_json()))  # flaw: mass-assignment
    db.session.commit()
    return {}


class ItemForm(FlaskForm):
    name = StringField()


@app.post("/form")
def by_form():
    form = ItemForm()
    if form.validate_on_submit():
        db.session.add(Item(**form.data))  # clean: the fields of the form
        db.session.commit()
    return {}


class ItemIn(BaseModel):
    name: str


@app.post("/model")
def by_model():
    db.session.add(Item(**ItemIn(**request.get_json()).model_dump()))  # clean: the fields of the model
    db.session.commit()
    return {}
