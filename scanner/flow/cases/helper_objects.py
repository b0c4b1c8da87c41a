"""A view's data passes services, stores and values that functions hand on."""

import os
import sqlite3

from flask import Flask, abort, current_app, request

app = Flask(__name__)


class Store:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def find(self, name):
        return self.connection.execute("SELECT * FROM a WHERE n = '" + name + "'")  # flaw: sql-injection

    def find_safely(self, name):
        return self.connection.execute("SELECT * FROM a WHERE n = ?", [name])  # clean: bound


class Service:
    def __init__(self, store):
        self.store = store

    def find(self, name):
        return self.store.find(name)


store = Store("a.db")
service = Service(store)


@app.get("/find/<name>")
def find(name):
    service.find(name)
    store.find_safely(name)
    service.find("constant")
    return {}


class Chain:
    def __init__(self):
        self.parts = []

    def add(self, part):
        self.parts.append(part)
        return self

    def text(self):
        return " ".join(self.parts)


@app.get("/chain/<name>")
def chain(name):
    os.system(Chain().add("ls").add(name).text())  # flaw: command-injection
    os.system(Chain().add("ls").add("-l").text())  # clean: constants
    return {}


def split(text):
    head, _, tail = text.partition(":")
    return head, tail


def both(name):
    return "ls", name


@app.get("/pairs/<name>")
def pairs(name):
    fixed, given = both(name)
    os.system(fixed)  # clean: the first is a constant
    os.system(given)  # flaw: command-injection
    head, tail = split(name)
    os.system(head)  # flaw: command-injection
    os.system(tail)  # flaw: command-injection
    return {}


def fill(target, name):
    target["name"] = name
    target["kind"] = "ls"


@app.get("/filled/<name>")
def filled(name):
    target = {}
    fill(target, name)
    os.system(target["name"])  # flaw: command-injection
    os.system(target["kind"])  # clean: another key
    return {}


def first_allowed(name):
    for allowed in ("daily", "weekly"):
        if name == allowed:
            return allowed
    abort(404)


@app.get("/allowed/<name>")
def allowed(name):
    os.system(first_allowed(name))  # clean: one of ours
    return {}


@app.get("/configured")
def configured():
    os.system(current_app.config["COMMAND"])  # clean: of the configuration
    os.system(os.environ["COMMAND"])  # clean: of the environment
    return {}


@app.get("/strings/<name>")
def strings(name):
    os.system(name.strip().lower().replace("a", "b"))  # flaw: command-injection
    os.system(name.split(",")[0])  # flaw: command-injection
    os.system(name[1:3])  # flaw: command-injection
    os.system(name.encode().decode())  # flaw: command-injection
    os.system("ls " * len(name))  # clean: a number
    os.system("ls" if name else "ps")  # clean: constants
    os.system({"a": "ls"}.get(name, "ps"))  # clean: constants
    os.system(str(name == "a"))  # clean: a truth value
    return {}
