"""Contexts of the library that give back what they are made of."""

import os
import sqlite3
from contextlib import ExitStack, closing, contextmanager, nullcontext

from flask import Flask, request

app = Flask(__name__)


class Shell:
    def run(self, command):
        os.system(command)  # flaw: command-injection

    def rest(self, command):
        os.system("sleep 1")  # clean: constant

    def close(self):
        pass


@contextmanager
def opened():
    yield sqlite3.connect("a.db")


@app.get("/closing")
def close():
    with closing(Shell()) as shell:
        shell.run(request.args["command"])
        shell.rest(request.args["command"])
    with closing(sqlite3.connect("a.db")) as connection:
        connection.execute("SELECT " + request.args["columns"])  # flaw: sql-injection
    return {}


@app.get("/null")
def null():
    with nullcontext(Shell()) as shell:
        shell.run(request.args["command"])
    with nullcontext("ls") as command:
        os.system(command)  # clean: constant
    with nullcontext(request.args["command"]) as command:
        os.system(command)  # flaw: command-injection
    return {}


@app.get("/stack")
def stack():
    with ExitStack() as stack:
        connection = stack.enter_context(opened())
        connection.execute("SELECT " + request.args["columns"])  # flaw: sql-injection
        shell = stack.enter_context(closing(Shell()))
        shell.run(request.args["command"])
    return {}
