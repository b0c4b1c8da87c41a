"""Functions as values: callbacks, lambdas, partials, tables of functions, closures."""

import functools
import os

from flask import Flask, request

app = Flask(__name__)


def run(command):
    os.system(command)  # flaw: command-injection


def run_second(first, second):
    os.system(second)  # flaw: command-injection


def run_first(first, second):
    os.system(first)  # clean: the first is always a constant


def identity(value):
    return value


def constant(value):
    return "ls"


def call(function, value):
    return function(value)


TABLE = {"same": identity, "fixed": constant}


@app.get("/callback")
def callback():
    call(run, request.args["name"])
    os.system(call(constant, request.args["name"]))  # clean: a constant comes back
    os.system(call(identity, request.args["name"]))  # flaw: command-injection
    return ""


@app.get("/lambda")
def of_lambda():
    double = lambda value: value + value
    fixed = lambda value: "ls"
    os.system(double(request.args["name"]))  # flaw: command-injection
    os.system(fixed(request.args["name"]))  # clean: a constant comes back
    return ""


@app.get("/partial")
def partial():
    bound = functools.partial(run_second, "ls")
    bound(request.args["name"])
    other = functools.partial(run_first, second=request.args["name"])
    other("ls")
    return ""


@app.get("/mapped")
def mapped():
    for word in map(identity, request.args.getlist("word")):
        os.system(word)  # flaw: command-injection
    for word in map(constant, request.args.getlist("word")):
        os.system(word)  # clean: constants
    return ""


@app.get("/sorted")
def of_sorted():
    words = sorted(request.args.getlist("word"), key=lambda word: len(word))
    os.system(words[0])  # flaw: command-injection
    lengths = [len(word) for word in request.args.getlist("word")]
    os.system(f"sleep {lengths[0]}")  # clean: numbers
    return ""


@app.get("/table")
def table():
    os.system(TABLE["same"](request.args["name"]))  # flaw: command-injection
    os.system(TABLE["fixed"](request.args["name"]))  # clean: a constant comes back
    os.system(TABLE[request.args["key"]](request.args["name"]))  # flaw: command-injection
    return ""


@app.get("/closure")
def closure():
    last = "ls"

    def keep(value):
        nonlocal last
        last = value

    os.system(last)  # clean: not yet set
    keep(request.args["name"])
    os.system(last)  # flaw: command-injection
    return ""


@app.get("/captured")
def captured():
    name = request.args["name"]

    def inner():
        os.system(name)  # flaw: command-injection

    inner()
    return ""


def make(prefix):
    def build(value):
        return prefix + value

    return build


@app.get("/made")
def made():
    os.system(make("ls ")(request.args["name"]))  # flaw: command-injection
    os.system(make("ls ")("x"))  # clean: constants
    return ""


def spread(first, *others, **named):
    os.system(first)  # clean: always a constant
    os.system(others[0])  # flaw: command-injection
    os.system(named["mode"])  # flaw: command-injection
    os.system(named["kind"])  # clean: another keyword


@app.get("/stars")
def stars():
    spread("ls", request.args["name"], mode=request.args["mode"], kind="x")
    return ""


@app.get("/spread")
def unpacked():
    pair = ["ls", request.args["name"]]
    run_first(*pair)
    run_second(*pair)
    run_second(**{"first": "x", "second": request.args["name"]})
    return ""


def depth(value, count):
    if count == 0:
        return value
    return depth(value, count - 1)


@app.get("/recursion")
def recursion():
    os.system(depth(request.args["name"], 3))  # flaw: command-injection
    os.system(depth("ls", 3))  # clean: a constant
    return ""


@app.get("/context")
def context():
    harmless = identity("ls")
    os.system(harmless)  # clean: the helper was called with a constant
    os.system(identity(request.args["name"]))  # flaw: command-injection
    return ""


def default(value="ls"):
    return value


@app.get("/defaults")
def defaults():
    os.system(default())  # clean: the default
    os.system(default(request.args["name"]))  # flaw: command-injection
    os.system(default(value=request.args["name"]))  # flaw: command-injection
    return ""
