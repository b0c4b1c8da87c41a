"""A folder's name is the beginning of another folder's name, which matters where every user has one."""

import os
import sqlite3

from flask import Flask, abort, request

app = Flask(__name__)
ROOT = os.path.realpath("/srv/files")


def folder():
    return sqlite3.connect("a.db").execute("SELECT folder FROM member WHERE id = 1").fetchone()[0]


@app.get("/near")
def near():
    base = os.path.join(ROOT, folder())
    path = os.path.realpath(os.path.join(base, request.args["name"]))
    if not path.startswith(base):
        abort(404)
    return open(path).read()  # flaw: path-traversal


@app.get("/inside")
def inside():
    base = os.path.join(ROOT, folder()) + "/"
    path = os.path.realpath(os.path.join(base, request.args["name"]))
    if not path.startswith(base):
        abort(404)
    return open(path).read()  # clean: it ends with a slash


@app.get("/root")
def root():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if not path.startswith(ROOT):
        abort(404)
    return open(path).read()  # clean: one folder, with no neighbours of that name
