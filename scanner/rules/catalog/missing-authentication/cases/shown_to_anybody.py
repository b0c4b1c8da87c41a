"""One view that shows what all its neighbours show to those alone who are known."""

import csv
import io
import sqlite3

from flask import Blueprint, Flask, Response, abort, jsonify, request
from flask_login import LoginManager, login_required

app = Flask(__name__)
login = LoginManager(app)
herds = Blueprint("herds", __name__, url_prefix="/herds")
lists = Blueprint("lists", __name__, url_prefix="/lists")
journal = Blueprint("journal", __name__)


class Byre:
    def rows(self, sql, *values):
        with sqlite3.connect("byre.db") as con:
            return con.execute(sql, values).fetchall()

    def write(self, sql, *values):
        with sqlite3.connect("byre.db") as con:
            con.execute(sql, values)


@herds.get("/")
@login_required
def all_herds():
    return jsonify(Byre().rows("select * from herd"))


@herds.get("/<int:number>")
@login_required
def herd(number):
    return jsonify(Byre().rows("select * from herd where id = ?", number) or abort(404))


@herds.post("/<int:number>/name")
@login_required
def rename(number):
    Byre().write("update herd set name = ? where id = ?", request.form["name"], number)
    return "", 204


@herds.get("/<int:number>/milk")
def milk(number):  # flaw: missing-authentication
    return jsonify(Byre().rows("select * from milk where herd = ?", number))


def lines(sql):
    out = io.StringIO()
    csv.writer(out).writerows(Byre().rows(sql))
    return out.getvalue()


def read_table(name):
    return lines(f"select * from {name}")


@lists.get("/vets.csv")
@login_required
def vets():
    return Response(read_table("vet"), mimetype="text/csv")


@lists.get("/owners.csv")
def owners():  # flaw: missing-authentication
    return Response(read_table("owner"), mimetype="text/csv")


@journal.get("/mine")
@login_required
def mine():
    return jsonify(Byre().rows("select * from entry"))


@journal.get("/drafts")
@login_required
def drafts():
    return jsonify(Byre().rows("select * from entry where draft"))


@journal.post("/write")
@login_required
def write():
    Byre().write("insert into entry (text) values (?)", request.form["text"])
    return "", 201


@journal.get("/article/<int:number>")
def article(number):  # clean: an article is there to be read
    return jsonify(Byre().rows("select * from entry where id = ?", number))


app.register_blueprint(herds)
app.register_blueprint(lists)
app.register_blueprint(journal)
