"""Fields of forms and schemas that let nothing through but what the program lists."""

import sqlite3
from enum import Enum
from typing import Literal, Optional
from uuid import UUID

from flask import Flask, request
from flask_restful import Api, Resource, reqparse
from flask_wtf import CSRFProtect, FlaskForm
from marshmallow import Schema, fields, validate
from pydantic import BaseModel
from webargs.flaskparser import parser as arguments
from wtforms import SelectField, StringField
from wtforms.validators import AnyOf, Length

app = Flask(__name__)
CSRFProtect(app)
api = Api(app)
db = sqlite3.connect("x.db", check_same_thread=False)


class Sorting(Schema):
    order = fields.Str(validate=validate.OneOf(["asc", "desc"]))
    long = fields.Str(validate=validate.Length(max=10))


@app.post("/schema")
def schema():
    loaded = Sorting().load(request.get_json())
    db.execute("select 1 order by 1 " + loaded["order"])  # clean: one of two
    db.execute("select 1 order by 1 " + loaded["long"])  # flaw: sql-injection
    parsed = arguments.parse(Sorting, request)
    db.execute("select 1 order by 1 " + parsed["long"])  # flaw: sql-injection
    return {}


class Order(str, Enum):
    up = "asc"
    down = "desc"


class Search(BaseModel):
    text: str
    order: Order = Order.up
    kind: Literal["a", "b"] = "a"
    key: Optional[UUID] = None


@app.post("/model")
def model():
    search = Search.model_validate(request.get_json())
    db.execute(f"select '{search.kind}'")  # clean: one of two
    db.execute(f"select '{search.key}'")  # clean: a UUID
    db.execute(f"select '{search.text}'")  # flaw: sql-injection
    return {}


class Post(FlaskForm):
    category = SelectField(choices=[("a", "A"), ("b", "B")])
    state = StringField(validators=[AnyOf(["open", "done"])])
    title = StringField(validators=[Length(max=80)])


@app.post("/form")
def form():
    post = Post()
    if post.validate_on_submit():
        db.execute(f"insert into p values ('{post.category.data}')")  # clean: one of two
        db.execute(f"insert into p values ('{post.state.data}')")  # clean: one of two
        db.execute(f"insert into p values ('{post.title.data}')")  # flaw: sql-injection
    return {}


listing = reqparse.RequestParser()
listing.add_argument("state", choices=("open", "done"))
listing.add_argument("name")
listing.add_argument("age", type=int)


class Listing(Resource):
    def get(self):
        given = listing.parse_args()
        db.execute(f"select * from p where state = '{given.state}'")  # clean: one of two
        db.execute(f"select * from p where age = {given.age}")  # clean: a number
        return db.execute(f"select * from p where name = '{given.name}'").fetchall()  # flaw: sql-injection


api.add_resource(Listing, "/listing")
