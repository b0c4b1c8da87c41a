"""A class method of a library that gives an instance gives one of the program's own class."""

from flask import Flask, g, request
from peewee import CharField, Model, SqliteDatabase

app = Flask(__name__)


class Guest(Model):
    name = CharField()

    class Meta:
        database = SqliteDatabase("guests.db")

    def take_over(self, data):
        for key, value in data.items():
            setattr(self, key, value)  # flaw: mass-assignment

    def rename(self, data):
        for key in ("name",):
            setattr(self, key, data[key])  # clean: one attribute


@app.before_request
def load():
    g.guest = Guest.get_or_none(Guest.id == 1)


@app.patch("/one")
def one():
    Guest.get_by_id(1).take_over(request.get_json())
    return ""


@app.patch("/own")
def own():
    g.guest.rename(request.get_json())
    return ""
