"""Caches, recursion and default arguments."""

import os
from functools import cache, lru_cache, singledispatch

from flask import Flask, request

app = Flask(__name__)


@lru_cache(maxsize=100)
def command_for(name):
    return "show " + name


@cache
def fixed(name):
    return "show"


def flatten(value):
    if isinstance(value, list):
        return " ".join(flatten(v) for v in value)
    if isinstance(value, dict):
        return " ".join(flatten(v) for v in value.values())
    return str(value)


@singledispatch
def render(value):
    return str(value)


@render.register
def _(value: list):
    return " ".join(value)


@app.post("/a")
def a():
    os.system(command_for(request.json["name"]))  # flaw: command-injection
    os.system(fixed(request.json["name"]))  # clean: a constant
    os.system(flatten(request.json["tree"]))  # flaw: command-injection
    os.system(render(request.json["x"]))  # flaw: command-injection
    return ""


def run(command="ls", *extra, **env):
    os.system(command)  # flaw: command-injection
    os.system("echo " + " ".join(extra))  # flaw: command-injection
    os.system(env.get("own", "ls"))  # clean: ours


@app.post("/b")
def b():
    args = ("pwd", request.form["x"])
    run(*args, own="ls", theirs=request.form["y"])
    options = {"command": request.form["c"]}
    run(**options)
    return ""
