"""Generators, coroutines, context managers, exceptions and comprehensions."""

import asyncio
import contextlib
import os

from flask import Flask, request

app = Flask(__name__)


def words(first):
    yield "ls"
    yield first


def all_words(first):
    yield from words(first)


@app.get("/generator")
def generator():
    for word in all_words(request.args["name"]):
        os.system(word)  # flaw: command-injection
    for word in all_words("ps"):
        os.system(word)  # clean: constants
    return ""


async def later(value):
    await asyncio.sleep(0)
    return value


@app.get("/async")
async def of_async():
    os.system(await later(request.args["name"]))  # flaw: command-injection
    os.system(await later("ls"))  # clean: a constant
    both = await asyncio.gather(later(request.args["name"]), later("ls"))
    os.system(both[0])  # flaw: command-injection
    return ""


class Opened:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self.name

    def __exit__(self, *details):
        return False


@contextlib.contextmanager
def opened(name):
    try:
        yield name
    finally:
        pass


@app.get("/with")
def of_with():
    with Opened(request.args["name"]) as name:
        os.system(name)  # flaw: command-injection
    with opened(request.args["name"]) as name:
        os.system(name)  # flaw: command-injection
    with opened("ls") as name:
        os.system(name)  # clean: a constant
    return ""


class Refused(Exception):
    def __init__(self, name):
        super().__init__(name)
        self.name = name


def refuse(name):
    raise Refused(name)


@app.get("/exceptions")
def exceptions():
    name = "ls"
    try:
        name = request.args["name"]
    except KeyError:
        name = "ps"
        os.system(name)  # clean: overwritten
    finally:
        os.system(name)  # flaw: command-injection
    try:
        refuse(request.args["other"])
    except Refused as error:
        os.system(error.name)  # flaw: command-injection
    return ""


@app.get("/number")
def number():
    text = request.args["number"]
    try:
        count = int(text)
    except ValueError:
        return "no number", 400
    os.system(f"sleep {count}")  # clean: a number
    return ""


@app.get("/comprehensions")
def comprehensions():
    given = request.args.getlist("word")
    os.system(" ".join([word.strip() for word in given]))  # flaw: command-injection
    os.system(" ".join(word for word in given if word in ("a", "b")))  # clean: only these words
    table = {word: "ls" for word in given}
    os.system(list(table.values())[0])  # clean: the values are constants
    os.system(list(table)[0])  # flaw: command-injection
    os.system(" ".join({"ls" for word in given}))  # clean: constants
    return ""


@app.get("/formats")
def formats():
    name = request.args["name"]
    os.system(f"ls {name!s:>10}")  # flaw: command-injection
    os.system("ls %s %d" % (name, 1))  # flaw: command-injection
    os.system("ls %(name)s" % {"name": name})  # flaw: command-injection
    os.system("ls {0} {kind}".format("x", kind=name))  # flaw: command-injection
    os.system("ls {}".format(len(name)))  # clean: a number
    os.system(f"ls {len(name):d}")  # clean: a number
    return ""
