"""Defaults under what a visitor sent: any key may be his."""

import os
import sqlite3
from collections import ChainMap

from flask import Flask, request

app = Flask(__name__)

DEFAULTS = {"limit": "10", "sort": "name"}


@app.get("/display")
def display():
    settings = {**DEFAULTS, **request.args}
    os.system("take " + settings["limit"])  # flaw: command-injection
    settings = {**DEFAULTS, **request.args, "limit": "20"}
    os.system("take " + settings["limit"])  # clean: a word of ours comes last
    settings = {**request.args, **DEFAULTS}
    os.system("take " + settings["limit"])  # clean: our words come last
    settings = {**request.args, "limit": "20"}
    os.system("take " + settings["more"])  # flaw: command-injection
    return {}


@app.post("/update")
def update():
    settings = dict(DEFAULTS)
    settings.update(request.get_json())
    os.system("take " + settings["limit"])  # flaw: command-injection
    settings["limit"] = "30"
    os.system("take " + settings["limit"])  # clean: overwritten
    settings.update({"sort": "age"})
    os.system("take " + settings["sort"])  # clean: overwritten
    return {}


@app.get("/joined")
def joined():
    settings = DEFAULTS | request.args.to_dict()
    os.system("take " + settings["limit"])  # flaw: command-injection
    settings = request.args.to_dict() | DEFAULTS
    os.system("take " + settings["limit"])  # clean: our words come last
    settings = dict(DEFAULTS, **request.args)
    os.system("take " + settings["limit"])  # flaw: command-injection
    settings = dict(DEFAULTS, sort=request.args["sort"])
    os.system("take " + settings["limit"])  # clean: another key
    os.system("take " + settings["sort"])  # flaw: command-injection
    return {}


@app.get("/chain")
def chain():
    settings = ChainMap(request.args, DEFAULTS)
    os.system("take " + settings["limit"])  # flaw: command-injection
    settings = ChainMap(DEFAULTS, request.args)
    os.system("take " + settings["limit"])  # clean: our words come first
    return {}


@app.get("/names")
def names():
    name = request.args["name"]
    number = int(request.args["number"])
    database = sqlite3.connect("x.db")
    database.execute("select * from t where name = '%(name)s'" % locals())  # flaw: sql-injection
    database.execute("select * from t where name = '{name}'".format(**locals()))  # flaw: sql-injection
    database.execute("select * from t where name = '{name}'".format_map(vars()))  # flaw: sql-injection
    database.execute("select * from t where number = %(number)s" % locals())  # clean: a number
    database.execute("select * from t where number = {number}".format(**locals()))  # clean: a number
    return {}
