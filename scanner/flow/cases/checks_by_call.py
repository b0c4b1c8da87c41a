"""Tests that are written around a call: `is None`, `bool()`, the same read in another spelling."""

import os
import re

from flask import Flask, abort, g, request

app = Flask(__name__)
NAME = re.compile(r"^\w+\.(png|jpg)\Z")
COLUMNS = {"name", "price"}


def check(name):
    if NAME.match(name) is None:
        raise ValueError(name)


def is_log(name):
    return re.fullmatch(r"\w+\.log", name) is not None


def is_word(name):
    if not name:
        return False
    return bool(re.fullmatch(r"\w+", name))


@app.get("/raises/<name>")
def raises(name):
    check(name)
    os.system("show " + name)  # clean: checked
    return {}


@app.get("/not-none")
def not_none():
    name = request.args["name"]
    if not is_log(name):
        abort(404)
    os.system("show " + name)  # clean: checked
    return {}


@app.get("/bool")
def with_bool():
    name = request.args["name"]
    if is_word(name):
        os.system("show " + name)  # clean: checked
    else:
        os.system("show " + name)  # flaw: command-injection
    return {}


@app.get("/spellings")
def spellings():
    sort = request.args["sort"] if request.args.get("sort") in COLUMNS else "name"
    os.system("sort " + sort)  # clean: on the list
    if request.args.get("by") == "price":
        os.system("sort " + request.args["by"])  # clean: equal to a constant
    os.system("sort " + request.args["by"])  # flaw: command-injection
    return {}


@app.get("/groups")
def groups():
    value = request.args["v"]
    os.system("kill " + re.findall(r"\d+", value)[0])  # clean: digits
    found = re.match(r"id=(\d+);(?P<rest>.*)", value)
    if found:
        os.system("kill " + found.group(1))  # clean: digits
        os.system("kill " + found[1])  # clean: digits
        os.system("kill " + found.group("rest"))  # flaw: command-injection
        os.system("kill " + found.group())  # flaw: command-injection
    return {}


class Element:
    def __init__(self, text):
        self.text = text

    def render(self):
        return "element"


def rendered(part):
    return part.render() if isinstance(part, Element) else str(len(part))


@app.get("/classes")
def classes():
    os.system(rendered(request.args["v"]))  # clean: a text is no element
    return {}


@app.url_value_preprocessor
def take_language(endpoint, values):
    g.language = values.pop("language", "en")


@app.get("/<language>/hello")
def hello():
    os.system("say " + g.language)  # flaw: command-injection
    return {}
