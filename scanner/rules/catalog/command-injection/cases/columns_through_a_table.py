"""A column that a visitor fills, handed on through a table of functions."""
import shlex
import subprocess

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
TESTS = {}


class Machine(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    test = db.Column(db.String(10))
    address = db.Column(db.String(100))
    group = db.Column(db.String(100))


def test(name):
    def register(function):
        TESTS[name] = function
        return function

    return register


@test("reach")
def reach(address):
    return subprocess.run("fping " + address, shell=True)  # flaw: command-injection


@test("quoted")
def quoted(address):
    return subprocess.run("fping " + shlex.quote(address), shell=True)  # clean: quoted for the shell


def of_group(group):
    return subprocess.run("list-group " + group, shell=True)  # clean: no visitor writes into the column


def run(machine):
    of_group(machine.group)
    return TESTS[machine.test](machine.address)


@app.post("/machines")
def add():
    db.session.add(Machine(test=request.form["test"], address=request.form["address"].strip(), group="all"))
    db.session.commit()
    return "", 201


@app.post("/run")
def run_all():
    for machine in Machine.query.all():
        run(machine)
    return "", 204
