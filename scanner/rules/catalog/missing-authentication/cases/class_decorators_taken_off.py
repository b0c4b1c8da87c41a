"""A class of views that takes the decorators of its base off is open, where those beside it look at the session."""

import sqlite3
from functools import wraps

from flask import Flask, abort, jsonify, request, session
from flask.views import MethodView

app = Flask(__name__)


def database():
    return sqlite3.connect("parcels.db")


def insiders(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if "driver" not in session:
            abort(401)
        return view(*args, **kwargs)

    return inner


class Base(MethodView):
    decorators = [insiders]


class Tours(Base):
    def get(self):
        return jsonify(database().execute("select * from tour").fetchall())

    def post(self):  # clean: the decorators of the base
        database().execute("insert into tour (day) values (?)", (request.form["day"],))
        return ""


class Bonus(Base):
    decorators = []

    def post(self, number):  # flaw: missing-authentication
        database().execute("update driver set bonus = bonus + 1 where id = ?", (number,))
        return ""


app.add_url_rule("/tours", view_func=Tours.as_view("tours"))
app.add_url_rule("/bonus/<int:number>", view_func=Bonus.as_view("bonus"))
