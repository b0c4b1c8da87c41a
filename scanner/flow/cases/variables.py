"""A variable holds what was put into it last."""

import os

from flask import Flask, request

app = Flask(__name__)


@app.get("/overwritten")
def overwritten():
    name = request.args["name"]
    name = "fixed"
    os.system(name)  # clean: overwritten
    return ""


@app.get("/swapped")
def swapped():
    a, b = request.args["name"], "ls"
    a, b = b, a
    os.system(a)  # clean: swapped
    os.system(b)  # flaw: command-injection
    return ""


@app.get("/unpacked")
def unpacked():
    first, *rest = "ls", "-l", request.args["name"]
    os.system(first)  # clean: the first is a constant
    os.system(" ".join(rest))  # flaw: command-injection
    return ""


@app.get("/loop")
def loop():
    command = "echo"
    for word in request.args.getlist("word"):
        command += " " + word
    os.system(command)  # flaw: command-injection
    return ""


@app.get("/late")
def late():
    previous = "ls"
    for word in request.args.getlist("word"):
        os.system(previous)  # flaw: command-injection
        previous = word
    return ""


@app.get("/walrus")
def walrus():
    if (name := request.args.get("name")) is not None:
        os.system(name)  # flaw: command-injection
    return ""


@app.get("/deleted")
def deleted():
    name = request.args["name"]
    del name
    name = "ls"
    os.system(name)  # clean: another value
    return ""
