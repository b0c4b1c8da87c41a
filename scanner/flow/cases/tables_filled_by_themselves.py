"""Tables of commands that fill themselves: by `dir`, by `inspect.getmembers`, by marks on methods, by classes that `type` makes."""

import inspect
import os
import sqlite3

from flask import Flask, request
from flask.views import View

app = Flask(__name__)


def verb(name):
    def mark(function):
        function.verb = name
        return function

    return mark


class Garden:
    """Its verbs are found one by one."""

    def __init__(self):
        self.verbs = {}
        for name in dir(self):
            method = getattr(self, name)
            if hasattr(method, "verb"):
                self.verbs[method.verb] = method

    def do(self, name, what):
        return self.verbs[name](what)

    @verb("water")
    def water(self, what):
        return os.popen("pump --bed " + what).read()  # flaw: command-injection

    @verb("weed")
    def weed(self, what):
        return os.listdir("/srv/beds/" + os.path.basename(what))  # clean: a name alone

    def plough(self, what):
        return os.popen("plough " + what).read()  # clean: it is no verb


class Kitchen:
    def __init__(self):
        self.recipes = {}
        for name, method in inspect.getmembers(self, predicate=inspect.ismethod):
            if getattr(method, "verb", None):
                self.recipes[name] = method

    def cook(self, name, what):
        return self.recipes[name](what)

    @verb("boil")
    def boil(self, what):
        return eval(what)  # flaw: code-injection

    def burn(self, what):
        return eval("1 + " + what)  # clean: it is no verb


class Rows:
    table = "things"

    def find(self, word):
        return sqlite3.connect("house.db").execute(f"select * from {self.table} where name = '{word}'")  # flaw: sql-injection

    def count(self, word):
        return sqlite3.connect("house.db").execute("select count(*) from things where name = ?", (word,))  # clean: bound


class Finding:
    def dispatch_request(self):
        return str(self.find(request.args["word"]).fetchall())


class Counting:
    def dispatch_request(self):
        return str(self.count(request.args["word"]).fetchone())


def add(kind, name):
    made = type(kind.__name__ + "View", (kind, Rows, View), {"table": name})
    app.add_url_rule(f"/{name}/{kind.__name__}", view_func=made.as_view(f"{name}_{kind.__name__}"))


for table in ("chairs", "lamps"):
    add(Finding, table)
    add(Counting, table)


@app.get("/garden/<name>")
def garden(name):
    return Garden().do(name, request.args["what"])


kitchen = Kitchen()


@app.get("/kitchen/<name>")
def cook(name):
    return {"done": kitchen.cook(name, request.args["what"])}
