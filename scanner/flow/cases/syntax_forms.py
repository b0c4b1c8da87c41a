"""Forms of the language that a reader of Python must know."""

import os
import sys
from contextlib import ExitStack, suppress

from flask import Flask, request

app = Flask(__name__)

if sys.version_info >= (3, 8):
    def chosen(value):
        return value
else:
    def chosen(value):
        return value

first = second = "ls"


@app.get("/nested-f/<name>")
def nested_f(name):
    os.system(f"ls {f'{name}' + ''}")  # flaw: command-injection
    os.system(f"ls {'x':{len(name)}}")  # clean: a width is a number
    os.system("ls " "-l " f"{name}")  # flaw: command-injection
    return {}


@app.get("/chosen/<name>")
def of_chosen(name):
    os.system(chosen(name))  # flaw: command-injection
    os.system(first + second)  # clean: constants
    return {}


@app.get("/several/<name>")
def several(name, *, kind="ls"):
    os.system(name); os.system(kind)  # flaw: command-injection
    return {}


@app.get("/loops/<name>")
def loops(name):
    for number in range(3):
        if number == 5:
            break
    else:
        os.system(name)  # flaw: command-injection
    while name:
        name = name[1:]
        os.system(name)  # flaw: command-injection
    return {}


@app.get("/suppressed/<name>")
def suppressed(name):
    with suppress(OSError), ExitStack() as stack:
        stack.callback(print, name)
        os.system(name)  # flaw: command-injection
    return {}


@app.get("/nested-target")
def nested_target():
    (a, [b, *c]), d = ("ls", [request.args["b"], "x", "y"]), "ps"
    os.system(a)  # clean: a constant
    os.system(b)  # flaw: command-injection
    os.system(c[0])  # clean: a constant
    os.system(d)  # clean: a constant
    return {}


@app.get("/augmented/<name>")
def augmented(name):
    words = {"a": "ls "}
    words["a"] += name
    os.system(words["a"])  # flaw: command-injection
    words |= {"a": "ls"}
    os.system(words["a"])  # clean: overwritten
    return {}


@app.get("/generator/<name>")
def generator(name):
    def numbers():
        got = yield "ls"
        os.system(got)  # missed: command-injection -- what is sent into a generator is not the value of its yield

    running = numbers()
    next(running)
    running.send(name)
    return {}


@app.get("/nested-comprehension")
def nested_comprehension():
    rows = [[word for word in row.split()] for row in request.args.getlist("row")]
    os.system(rows[0][0])  # flaw: command-injection
    flat = [word for row in rows for word in row]
    os.system(flat[0])  # flaw: command-injection
    return {}


@app.get("/lambda-default/<name>")
def lambda_default(name):
    late = lambda value=name: value
    os.system(late())  # flaw: command-injection
    os.system(late("ls"))  # clean: a constant
    return {}


@app.get("/class-in-function/<name>")
def class_in_function(name):
    class Local:
        kept = name

        def get(self):
            return name

    os.system(Local.kept)  # flaw: command-injection
    os.system(Local().get())  # flaw: command-injection
    return {}


@app.get("/async-for")
async def async_for():
    async def rows():
        yield request.args["name"]

    async for row in rows():
        os.system(row)  # flaw: command-injection
    os.system([row async for row in rows()][0])  # flaw: command-injection
    return {}


@app.get("/reraised/<name>")
def reraised(name):
    try:
        raise ValueError(name)
    except ValueError as error:
        os.system(str(error))  # flaw: command-injection
        os.system(error.args[0])  # flaw: command-injection
    return {}


@app.get("/globals/<name>")
def of_globals(name):
    globals()["chosen"](name)
    os.system(eval("'ls'"))  # clean: a constant
    return {}
