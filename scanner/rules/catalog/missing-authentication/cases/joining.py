"""Who joins is nobody yet; who adds somebody else is somebody."""

import os
import sqlite3

from flask import Blueprint, request, session
from flask_login import login_required
from werkzeug.security import generate_password_hash

members = Blueprint("members", __name__, url_prefix="/people")


def database():
    return sqlite3.connect(os.environ["CLUB"])


def insert(name, password):
    with database() as connection:
        connection.execute("insert into people (name, digest) values (?, ?)", (name, generate_password_hash(password)))


@members.post("/")
def join():  # clean: by it people become known
    insert(request.form["name"], request.form["password"])
    return "", 201


@members.post("/<name>/fee")
@login_required
def pay(name):
    with database() as connection:
        connection.execute("update people set paid = 1 where name = ?", (name,))
    return "", 204


@members.post("/<name>/board")
@login_required
def elect(name):
    with database() as connection:
        connection.execute("update people set board = 1 where name = ?", (name,))
    return "", 204


@members.delete("/<name>")
def expel(name):  # flaw: missing-authentication
    with database() as connection:
        connection.execute("delete from people where name = ?", (name,))
    return "", 204


@members.get("/me")
@login_required
def me():
    return {"name": session["name"]}
