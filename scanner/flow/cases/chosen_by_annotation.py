"""Functions for other classes that say by an annotation which; classes that format and fill themselves."""

import asyncio
import os
from functools import singledispatch
from typing import NamedTuple

from flask import Flask, request

app = Flask(__name__)


@singledispatch
def wanted(value):
    raise TypeError(value)


@wanted.register
def _(value: int):
    return f"id={value}"


@wanted.register
def _(value: list):
    return "ids=" + ",".join(str(int(one)) for one in value)


@wanted.register
def _(value: str):
    return "name=" + value


@app.get("/wanted")
def by_class():
    os.system("find " + wanted(request.args.getlist("id")))  # clean: numbers each
    os.system("find " + wanted(request.args.get("id", 0, type=int)))  # clean: a number
    os.system("find " + wanted(request.args["name"]))  # flaw: command-injection
    return {}


@app.get("/numbers")
def numbers():
    ids = request.args.getlist("id", type=int)
    os.system("find " + ",".join(map(str, ids)))  # clean: numbers
    os.system(f"find {ids[0]}")  # clean: a number
    names = request.args.getlist("name", type=str)
    os.system("find " + ",".join(names))  # flaw: command-injection
    return {}


class Trip(NamedTuple):
    start: str
    end: str
    by: str = "train"

    def back(self):
        return self._replace(start=self.end, end=self.start)


@app.get("/trip")
def trip():
    there = Trip("home", request.args["end"])
    os.system(there.back().by)  # clean: the default
    os.system(there.back().end)  # clean: where it began
    os.system(there._replace(end="home").end)  # clean: replaced
    os.system(there.back().start)  # flaw: command-injection
    os.system(there._replace(start="x").end)  # flaw: command-injection
    return {}


class Shown:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return "shown"

    def __format__(self, spec):
        return self.text if spec == "full" else str(self)


@app.get("/shown")
def shown():
    text = Shown(request.args["text"])
    os.system(f"echo {text}")  # clean: a constant
    os.system(f"echo {text:full}")  # flaw: command-injection
    return {}


class Holder:
    def __init__(self, name, size):
        self.name = name
        self.size = size


@app.get("/filled")
def filled():
    first, second = Holder("a", "1"), Holder(request.args["name"], "2")
    first.__dict__.update(name=second.name)
    os.system(first.size)  # clean: not what was written
    os.system(first.name)  # flaw: command-injection
    return {}


async def named(text):
    await asyncio.sleep(0)
    return "ls " + text


@app.get("/gathered")
async def gathered():
    ours, theirs = await asyncio.gather(named("a"), named(request.args["b"]))
    os.system(ours)  # clean: its own part
    os.system(theirs)  # flaw: command-injection
    return {}
