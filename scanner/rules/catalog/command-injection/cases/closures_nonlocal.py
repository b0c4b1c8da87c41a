"""Closures keep what they were given."""

import os

from flask import Flask, request

app = Flask(__name__)


def make_runner(program):
    def runner(argument):
        os.system(program + " " + argument)  # flaw: command-injection

    return runner


def collect():
    parts = []
    last = "none"

    def add(part):
        nonlocal last
        last = part
        parts.append(part)

    add("echo")
    add(request.args["word"])
    os.system(last)  # flaw: command-injection
    os.system(parts[0])  # clean: ours
    return parts


@app.get("/a")
def a():
    make_runner("ls")(request.args["dir"])
    make_runner("ls")("/tmp")
    return ""


@app.get("/b")
def b():
    os.system(" ".join(collect()))  # flaw: command-injection
    return ""


COMMANDS = []


@app.get("/c")
def c():
    COMMANDS.append(request.args["c"])
    return ""


@app.get("/d")
def d():
    for command in COMMANDS:
        os.system(command)  # flaw: command-injection
    return ""
