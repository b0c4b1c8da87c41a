"""Modules and attributes by name."""
import importlib
import operator
import sys

from flask import Flask, request

app = Flask(__name__)
MODULES = {"csv": "csv", "json": "json"}


@app.get("/a")
def a():
    importlib.import_module(MODULES[request.args["m"]])  # clean: looked up
    __import__(request.args["m"])  # flaw: code-injection
    module = sys.modules[__name__]
    exec("x = 1")  # clean: a constant
    exec(f"x = {request.args['x']}")  # flaw: code-injection
    exec("x = %d" % int(request.args["x"]))  # clean: a number
    exec("x = %r" % request.args["x"])
    return {"n": str(module)}
