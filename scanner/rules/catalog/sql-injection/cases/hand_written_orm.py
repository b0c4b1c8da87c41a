"""A small mapper with a metaclass and class attributes."""
import sqlite3

from flask import Flask, request

app = Flask(__name__)


class Field:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = name


class ModelMeta(type):
    def __new__(mcs, name, bases, body):
        cls = super().__new__(mcs, name, bases, body)
        cls.fields = [k for k, v in body.items() if isinstance(v, Field)]
        cls.table = name.lower()
        return cls


class Model(metaclass=ModelMeta):
    @classmethod
    def where(cls, condition):
        return sqlite3.connect("m.db").execute(f"select * from {cls.table} where {condition}").fetchall()  # flaw: sql-injection

    @classmethod
    def get(cls, pk):
        return sqlite3.connect("m.db").execute(f"select * from {cls.table} where id = ?", (pk,)).fetchone()  # clean: bound


class Book(Model):
    title = Field("text")


@app.get("/a")
def a():
    return {"r": Book.where("title = '" + request.args["t"] + "'")}


@app.get("/b")
def b():
    return {"r": Book.get(request.args["id"])}
