"""A view that gives everything asks nobody, though all others do."""

import sqlite3

from flask import Flask, jsonify, request
from flask_login import LoginManager, login_required

app = Flask(__name__)
login = LoginManager(app)


def rows(sql, *values):
    with sqlite3.connect("herd.db") as con:
        return con.execute(sql, values).fetchall()


@app.get("/animals")
@login_required
def animals():
    return jsonify(rows("select * from animal"))


@app.get("/animals/<int:number>")
@login_required
def animal(number):
    return jsonify(rows("select * from animal where id = ?", number))


@app.get("/stables")
@login_required
def stables():
    return jsonify(rows("select * from stable"))


@app.get("/find")
@login_required
def find():
    return jsonify(rows("select * from animal where name = ?", request.args["name"]))


@app.get("/dump")
def dump():  # flaw: missing-authentication
    return jsonify(rows("select * from animal"))


@app.get("/ping")
def ping():  # clean: it says nothing
    return "pong"
