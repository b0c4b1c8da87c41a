"""What nobody is seen to make is what its annotation says: a class with its methods, a model with its fields."""

import functools
import inspect
import os
import sqlite3

from flask import Flask, g, request
from pydantic import BaseModel

app = Flask(__name__)


class Job(BaseModel):
    program: str
    level: int


class Runner:
    def run(self, line):
        os.system("nice " + line)  # flaw: command-injection

    def pause(self, seconds):
        os.system("sleep %d" % seconds)  # clean: a number


class Desk:
    def start(self, step):
        os.system("begin " + step)  # flaw: command-injection

    def stop(self, step):
        os.system("end 'all'")  # clean: a constant

    def burn(self, step):
        os.system("burn " + step)  # clean: no address leads here


def filled(view):
    wanted = {name: found.annotation for name, found in inspect.signature(view).parameters.items()}

    @functools.wraps(view)
    def inner(**given):
        for name, kind in wanted.items():
            given[name] = kind(**request.get_json())
        return view(**given)

    return inner


def runner() -> Runner:
    return g.get("runner")


def connection() -> sqlite3.Connection:
    return getattr(g, "_connection", None) or g.make()


@app.post("/jobs")
@filled
def jobs(job: Job):
    os.system("job -l %s" % job.level)  # clean: a number
    os.system("job " + job.program)  # flaw: command-injection
    return ""


@app.post("/lines")
def lines():
    runner().run(request.form["line"])
    runner().pause(int(request.form["seconds"]))
    return ""


@app.get("/rows")
def rows():
    found = connection().execute("select * from item where name = '" + request.args["name"] + "'")  # flaw: sql-injection
    return str(len(found.fetchall()))


@app.post("/desk/<any(start, stop):what>")
def desk(what):
    getattr(Desk(), what)(request.form["step"])
    return ""
