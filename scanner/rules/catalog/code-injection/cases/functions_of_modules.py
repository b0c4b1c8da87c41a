"""A visitor chooses a function of a module that has some which run what they are given."""
import builtins
import math

from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/builtin/<name>")
def builtin(name):
    function = getattr(builtins, name, None)  # flaw: code-injection
    return {"result": str(function(request.args["of"]))}


@app.get("/known/<name>")
def known(name):
    if name not in ("len", "abs"):
        abort(404)
    return {"result": str(getattr(builtins, name)(request.args["of"]))}  # clean: one of two


@app.get("/mathematics/<name>")
def mathematics(name):
    return {"result": getattr(math, name)(request.args.get("of", type=float))}  # clean: nothing in it runs code
