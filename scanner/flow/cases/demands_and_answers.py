"""Functions that are called for an answer, or only for that they come back."""

import os
import re
import sys

from flask import Flask, abort, request

app = Flask(__name__)
TOOLS = ("tar", "zip", "xz")
ROOT = "/srv/files"
WORD = re.compile(r"[a-z]+")


def demand(holds, message="refused"):
    if not holds:
        abort(400, message)


def refuse(holds):
    if holds:
        raise ValueError("refused")


def count(holds):
    return 1 if holds else 0


def below(folder, path):
    folder = os.path.realpath(folder)
    return os.path.realpath(path).startswith(folder + os.sep)


@app.get("/demands")
def demands():
    tool = request.args["tool"]
    demand(tool in TOOLS)
    os.system("which " + tool)  # clean: the helper aborts for all others
    other = request.args["other"]
    refuse(other not in TOOLS)
    os.system("which " + other)  # clean: the helper raises for all others
    third = request.args["third"]
    demand(holds=third in TOOLS, message="no such tool")
    os.system("which " + third)  # clean: said by name
    return {}


@app.get("/counts")
def counts():
    tool = request.args["tool"]
    count(tool in TOOLS)
    os.system("which " + tool)  # flaw: command-injection
    other = request.args["other"]
    refuse(other in TOOLS)
    os.system("which " + other)  # flaw: command-injection
    return {}


@app.get("/below")
def is_below():
    path = os.path.join(ROOT, request.args["name"])
    demand(below(ROOT, path), "not here")
    with open(path) as file:  # clean: below the folder
        return file.read()


@app.get("/kept")
def kept():
    names = request.args.getlist("name")
    os.system("tar " + " ".join(filter(TOOLS.__contains__, names)))  # clean: one of the list each
    os.system("tar " + " ".join(filter(lambda name: name in TOOLS, names)))  # clean: one of the list each
    os.system("tar " + " ".join(filter(WORD.fullmatch, names)))  # clean: words
    os.system("tar " + " ".join(filter(str.isdigit, names)))  # clean: digits
    os.system("tar " + " ".join(filter(WORD.match, names)))  # flaw: command-injection
    os.system("tar " + " ".join(filter(lambda name: name not in TOOLS, names)))  # flaw: command-injection
    os.system("tar " + " ".join(filter(len, names)))  # flaw: command-injection
    os.system("tar " + " ".join(filter(None, names)))  # flaw: command-injection
    return {}


def one_of(name, allowed=None):
    if allowed is not None and name not in allowed:
        return allowed[0]
    return name


def matched(text, strict=True):
    found = WORD.fullmatch(text) if strict else WORD.match(text)
    if not found:
        raise ValueError(text)
    return text


@app.get("/switches")
def switches():
    os.system(one_of(request.args["a"], allowed=["df", "du"]))  # clean: a list is not None
    os.system(one_of(request.args["b"]))  # flaw: command-injection
    os.system("ls " + matched(request.args["c"]))  # clean: all of it is a word
    os.system("ls " + matched(request.args["d"], strict=False))  # flaw: command-injection
    text = request.args.get("e")
    if re.fullmatch("[a-z]*", text or ""):
        os.system("ls " + text)  # clean: empty, missing or a word
    return {}


@app.get("/versions")
def versions():
    if sys.version_info < (3, 0):
        os.system(request.args["a"])  # clean: no such interpreter
    if sys.version_info[0] == 2:
        os.system(request.args["b"])  # clean: no such interpreter
    if sys.version_info >= (3, 5):
        os.system(request.args["c"])  # flaw: command-injection
    if sys.version_info >= (3, 12):
        os.system(request.args["d"])  # flaw: command-injection
    if sys.version_info.major > 2:
        os.system(request.args["e"])  # flaw: command-injection
    return {}


def overruled(default):
    try:
        return request.args.get("to", default)
    finally:
        return default


def kept_after_all(default):
    try:
        return request.args.get("to", default)
    finally:
        default = "ls"


def replaced(default):
    try:
        default = request.args["to"]
    finally:
        return default


@app.get("/finally")
def with_finally():
    os.system(overruled("ls"))  # clean: what finally returns counts
    os.system(kept_after_all("ls"))  # flaw: command-injection
    os.system(replaced("ls"))  # flaw: command-injection
    return {}
