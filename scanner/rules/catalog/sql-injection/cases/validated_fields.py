"""What validators of fields let through: of attrs, pydantic, marshmallow and WTForms, and the project's own functions."""

import re
import sqlite3
from typing import Annotated, Literal

import attr
from attrs import define, field, validators
from flask import Flask, abort, request
from marshmallow import Schema, ValidationError, fields, validate, validates
from pydantic import BaseModel, Field, StringConstraints
from wtforms import Form, SelectField, StringField
from wtforms import ValidationError as FieldError
from wtforms.validators import AnyOf, Length, Regexp

app = Flask(__name__)
WORD = re.compile(r"\w+")


def run(statement):
    return str(sqlite3.connect("a.db").execute(statement).fetchall())  # clean: validated


def harmed(statement):
    return str(sqlite3.connect("a.db").execute(statement).fetchall())  # flaw: sql-injection


def plain(instance, attribute, value):
    if not WORD.fullmatch(value):
        raise ValueError(value)


@define
class Box:
    size: str = field(validator=validators.in_(["s", "m"]))
    code: str = field(default="aa", validator=[validators.instance_of(str), validators.matches_re(r"[a-z]{2}")])
    begins: str = field(default="aa", validator=validators.matches_re(r"[a-z]{2}", func=re.match))
    own: str = field(default="x", validator=plain)
    note: str = field(default="", validator=validators.instance_of(str))
    state: str = field(init=False, default="new")


@app.get("/attrs")
def of_attrs():
    told = {key: request.args[key] for key in ("code", "begins", "own", "note") if key in request.args}
    box = Box(request.args["size"], **told)
    run(f"select * from a where a = '{box.size}' and b = '{box.code}' and c = '{box.own}' and d = '{box.state}'")
    harmed(f"select * from a where a = '{box.begins}'")
    return harmed(f"select * from a where a = '{box.note}'")


@attr.s
class Older:
    kind = attr.ib(default="a", validator=attr.validators.optional(attr.validators.in_(("a", "b"))))
    word = attr.ib(default="")


@app.get("/older")
def of_older():
    older = Older(kind=request.args["kind"], word=request.args["word"])
    return run(f"select * from a where a = '{older.kind}'") + harmed(f"select * from a where a = '{older.word}'")


class Query(BaseModel):
    sort: Literal["a", "b"] = "a"
    code: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}\d+$")] = "aa1"
    tag: str = Field(default="x", pattern=r"^\w+$")
    part: str = Field(default="x", pattern=r"[a-z]+")
    text: Annotated[str, StringConstraints(max_length=5)] = ""


@app.get("/pydantic")
def of_pydantic():
    query = Query.model_validate(request.args.to_dict())
    run(f"select * from a where a = '{query.code}' and b = '{query.tag}' order by {query.sort}")
    harmed(f"select * from a where a = '{query.part}'")
    return harmed(f"select * from a where a = '{query.text}'")


def known_shop(value):
    if value not in ("north", "south"):
        raise ValidationError("no such shop")


class Wanted(Schema):
    kind = fields.Str(validate=validate.OneOf(["a", "b"]))
    shop = fields.Str(validate=known_shop)
    page = fields.Str(load_default="index")
    name = fields.Str(validate=validate.Length(max=9))

    @validates("page")
    def known_page(self, value, **options):
        if not WORD.fullmatch(value):
            raise ValidationError("no such page")


@app.get("/marshmallow")
def of_marshmallow():
    wanted = Wanted().load(request.args)
    run(f"select * from a where a = '{wanted['shop']}' and b = '{wanted['page']}' and c = '{wanted['kind']}'")
    return harmed(f"select * from a where a = '{wanted['name']}'")


@app.get("/errors")
def of_errors():
    data = request.args.to_dict()
    errors = Wanted().validate(data)
    if errors:
        return errors, 400
    run(f"select * from a where a = '{data['kind']}' and b = '{data['page']}'")
    return harmed(f"select * from a where a = '{data['name']}'")


@app.get("/errors/ignored")
def of_ignored_errors():
    data = request.args.to_dict()
    errors = Wanted().validate(data)
    return harmed(f"select * from a where a = '{data['kind']}'") + str(len(errors))


def only_words(value):
    return re.sub(r"\W+", "", value) if value else ""


def no_marks(form, field):
    if not WORD.fullmatch(field.data):
        raise FieldError("words only")


class Search(Form):
    colour = StringField("Colour", validators=[AnyOf(["red", "blue"])])
    code = StringField("Code", validators=[Regexp(r"^[A-Z]{3}\d+\Z")])
    begins = StringField("Begins", validators=[Regexp(r"[A-Z]{3}")])
    nick = StringField("Nick", filters=[only_words])
    own = StringField("Own", validators=[Length(max=9), no_marks])
    inline = StringField("Inline")
    free = StringField("Free", validators=[Length(max=90)])
    team = SelectField("Team", choices=[], validate_choice=False)
    order = SelectField("Order", choices=[("a", "A")])

    def validate_inline(self, field):
        if field.data not in ("a", "b"):
            raise FieldError("a or b")


@app.get("/form")
def of_form():
    form = Search(request.args)
    run("select * from a where a = '" + form.nick.data + "'")
    if not form.validate():
        abort(400)
    run("select * from a where a = '" + form.colour.data + "' and b = '" + form.code.data + "'")
    run("select * from a where a = '" + form.own.data + "' and b = '" + form.inline.data + "' order by " + form.order.data)
    harmed("select * from a where a = '" + form.begins.data + "'")
    harmed("select * from a where a = '" + form.team.data + "'")
    return harmed("select * from a where a = '" + form.free.data + "'")


@app.get("/field")
def of_field():
    form = Search(request.args)
    if form.colour.validate(form):
        return run("select * from a where a = '" + form.colour.data + "'")
    return harmed("select * from a where a = '" + form.colour.data + "'")


@app.get("/inline/alone")
def of_inline_alone():
    form = Search(request.args)
    if form.inline.validate(form):
        return harmed("select * from a where a = '" + form.inline.data + "'")
    return ""
