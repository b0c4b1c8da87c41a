"""Rows are put into declared classes and tuples, and statements fill columns that they do not name."""

import html
import sqlite3
from collections import namedtuple
from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, request

app = Flask(__name__)


@dataclass
class Letter:
    id: int
    words: str
    pages: int = 1


class Stamp(NamedTuple):
    id: int
    motif: str


Envelope = namedtuple("Envelope", "id colour")


def database():
    return sqlite3.connect("letters.db")


@app.post("/letters")
def write():
    letter = Letter(0, request.form["words"])
    database().execute("update letters set words = ?, pages = ? where id = ?", (letter.words, letter.pages, letter.id))
    database().execute("insert into stamps values (?, ?)", (1, request.form["motif"]))
    database().execute("insert into seals values (?, ?)", (1, html.escape(request.form["motif"])))
    return "", 204


@app.post("/envelopes")
def envelope():
    sent = {name: value for name, value in request.form.items() if name != "id"}
    names = ", ".join(sent)
    marks = ", ".join("?" for _ in sent)
    database().execute(f"insert into envelopes (id, {names}) values (1, {marks})", list(sent.values()))  # flaw: sql-injection
    return "", 204


@app.get("/letters/<int:number>")
def read(number):
    row = database().execute("select * from letters where id = ?", (number,)).fetchone()
    letter = Letter(*row)
    return f"<p>{letter.words}</p>"  # flaw: cross-site-scripting


@app.get("/letters/<int:number>/pages")
def pages(number):
    row = database().execute("select * from letters where id = ?", (number,)).fetchone()
    letter = Letter(*row)
    return f"<p>{letter.pages}</p>"  # clean: no visitor fills this column


@app.get("/stamps/<int:number>")
def stamp(number):
    row = database().execute("select id, motif from stamps where id = ?", (number,)).fetchone()
    stamp = Stamp(*row)
    return f"<p>{stamp.motif}</p>"  # flaw: cross-site-scripting


@app.get("/stamps/<int:number>/id")
def stamp_id(number):
    row = database().execute("select id, motif from stamps where id = ?", (number,)).fetchone()
    stamp = Stamp(*row)
    return f"<p>{stamp.id}</p>"  # clean: a number of ours


@app.get("/envelopes/<int:number>")
def colour(number):
    row = database().execute("select id, colour from envelopes where id = ?", (number,)).fetchone()
    envelope = Envelope(*row)
    return f"<p>{envelope.colour}</p>"  # flaw: cross-site-scripting


@app.get("/seals/<int:number>")
def seal(number):
    row = database().execute("select id, motif from seals where id = ?", (number,)).fetchone()
    seal = Stamp(*row)
    return f"<p>{seal.motif}</p>"  # clean: escaped before it was stored
