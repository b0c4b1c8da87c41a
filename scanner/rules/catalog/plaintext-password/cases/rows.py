"""A password that was passed on is written into a column as it was typed."""

import sqlite3
from dataclasses import dataclass

from flask import Flask, request
from peewee import CharField, Model
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug.security import generate_password_hash

app = Flask(__name__)


class Base(DeclarativeBase):
    pass


class Dealer(Base):
    __tablename__ = "dealers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    password: Mapped[str] = mapped_column(String(200))


@dataclass
class Given:
    name: str
    password: str


def add_visitor(name, password):
    with sqlite3.connect("a.db") as con:
        con.execute("INSERT INTO visitor (name, password) VALUES (?, ?)", (name, password))  # flaw: plaintext-password


def add_customer(name, password):
    with sqlite3.connect("a.db") as con:
        digest = generate_password_hash(password)
        con.execute("INSERT INTO customer (name, password) VALUES (?, ?)", (name, digest))  # clean: a hash


@app.post("/visitors")
def visitors():
    add_visitor(request.form["name"], request.form["password"])
    add_customer(request.form["name"], request.form["password"])
    return ""


@app.post("/dealers")
def dealers():
    given = Given(request.form["name"], request.form["password"])
    dealer = Dealer(name=given.name, password=given.password)  # flaw: plaintext-password
    return str(dealer.id)


def change(number, password):
    digest = generate_password_hash(password)
    with sqlite3.connect("a.db") as con:
        con.execute("UPDATE customer SET password = ? WHERE id = ?", (digest, number))  # clean: a hash
        con.execute("INSERT INTO former (customer, password) VALUES (?, ?)", (number, password))  # flaw: plaintext-password


def had_before(number, password):
    with sqlite3.connect("a.db") as con:
        return con.execute("SELECT 1 FROM former WHERE customer = ? AND password = ?", (number, password)).fetchone()  # flaw: plaintext-password


class Room(Model):
    guest = CharField()
    door_password = CharField()

    @classmethod
    def booked(cls, form):
        return cls.create(guest=form["guest"], door_password=form["door_password"])  # flaw: plaintext-password


@app.post("/change")
def change_it():
    had_before(1, request.form["password"])
    change(1, request.form["password"])
    return str(Room.booked(request.form).id)
