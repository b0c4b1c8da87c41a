"""Columns of numbers, dates and choices hold no text that runs anywhere; those of texts, and those of which nobody says what they hold, do."""

import enum
import json
from datetime import date

import peewee
from babel.numbers import format_currency, format_decimal
from flask import Flask, render_template, request, session
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Mapped, mapped_column

app = Flask(__name__)
db = SQLAlchemy(app)


class Size(enum.Enum):
    SMALL = "small"
    LARGE = "large"


class Parcel(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    number = db.Column("parcel_number", db.BigInteger())
    weight = db.Column(db.Numeric(10, 2), nullable=True)
    size = db.Column(db.Enum(Size))
    sent = db.Column(db.DateTime)
    fragile = db.Column(db.Boolean, default=False)
    label = db.Column(db.String(40))
    owner = db.Column(db.ForeignKey("owner.name"))


class Depot(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    opened: Mapped[date | None]
    rank = mapped_column(db.Integer)
    town: Mapped[str]


class Van(peewee.Model):
    seats = peewee.IntegerField()
    plate = peewee.CharField()


@app.template_filter("money")
def money(amount):
    text = format_currency(amount, "EUR", locale="de_DE")
    if amount < 0:
        text = '<b class="minus">%s</b>' % text
    return text


@app.template_filter("in_money")
def in_money(amount, currency):
    return format_currency(1, amount)


@app.template_filter("cell")
def cell(value):
    if isinstance(value, (int, float)):
        return value
    return "<i>%s</i>" % value


@app.get("/parcels/<int:number>")
def parcel(number):
    found = db.session.get(Parcel, number)
    flags = {one.id: one.fragile for one in Parcel.query.all()}
    names = {one.id: one.label for one in Parcel.query.all()}
    return render_template("parcel.html", parcel=found, flags=json.dumps(flags), names=json.dumps(names))


@app.get("/depots/<int:number>")
def depot(number):
    return render_template("depot.html", depot=db.session.get(Depot, number), van=Van.get_by_id(number))


@app.get("/parcels/<int:number>/new")
def changed(number):
    found = db.session.get(Parcel, number)
    found.number = request.args["number"]
    return "<p>%s" % found.number  # flaw: cross-site-scripting


@app.get("/sum")
def show_sum():
    if request.args["currency"]:
        return format_decimal(request.args["sum"], locale="de_DE")  # clean: what is no number is refused
    return format_decimal(1, format=request.args["pattern"])  # flaw: cross-site-scripting


@app.get("/owner")
def owner():
    name = request.args["name"]
    if session["user"]["name"] == name:
        return "<p>%s, that is you" % name  # clean: the server put it into the session
    return "<p>%s is somebody else" % name  # flaw: cross-site-scripting
