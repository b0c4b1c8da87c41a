"""What forms and schemas give is the visitor's still, unless its type says otherwise."""

import os

from flask import Flask, request
from flask_wtf import FlaskForm
from marshmallow import Schema, fields
from pydantic import BaseModel
from webargs import fields as webfields
from webargs.flaskparser import use_args, use_kwargs
from wtforms import IntegerField, StringField

app = Flask(__name__)


class NameForm(FlaskForm):
    name = StringField("Name")
    count = IntegerField("Count")


class NameSchema(Schema):
    name = fields.Str()
    count = fields.Int()


class Name(BaseModel):
    name: str
    count: int


@app.post("/form")
def form():
    form = NameForm()
    if form.validate_on_submit():
        os.system(form.name.data)  # flaw: command-injection
        os.system(f"sleep {form.count.data}")  # clean: a number
    return {}


@app.post("/marshmallow")
def of_marshmallow():
    loaded = NameSchema().load(request.get_json())
    os.system(loaded["name"])  # flaw: command-injection
    os.system(f"sleep {loaded['count']}")  # clean: a number
    return {}


@app.post("/pydantic")
def of_pydantic():
    name = Name(**request.get_json())
    os.system(name.name)  # flaw: command-injection
    os.system(f"sleep {name.count}")  # clean: a number
    checked = Name.model_validate(request.get_json())
    os.system(checked.name)  # flaw: command-injection
    return {}


@app.post("/webargs")
@use_args({"name": webfields.Str(), "count": webfields.Int()})
def of_webargs(arguments):
    os.system(arguments["name"])  # flaw: command-injection
    os.system(f"sleep {arguments['count']}")  # clean: a number
    return {}


@app.post("/keywords")
@use_kwargs({"name": webfields.Str()})
def keywords(name):
    os.system(name)  # flaw: command-injection
    return {}
