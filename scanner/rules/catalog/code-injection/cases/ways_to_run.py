"""Ways to run text as code, and texts that are harmless as code."""
import ast
import importlib
import operator
from flask import Flask, request
import pandas as pd
import numexpr

app = Flask(__name__)


@app.post("/c1")
def c1():
    eval(request.form["x"])  # flaw: code-injection
    exec(request.form["x"])  # flaw: code-injection
    eval(compile(request.form["x"], "<s>", "eval"))  # flaw: code-injection
    ast.literal_eval(request.form["x"])  # clean: literals
    __import__(request.form["m"])  # flaw: code-injection
    importlib.import_module(request.form["m"])  # flaw: code-injection
    importlib.import_module("plugins." + request.form["m"])  # flaw: code-injection
    eval(request.form["x"], {"__builtins__": {}}, {})  # flaw: code-injection
    pd.DataFrame().eval(request.form["x"])  # flaw: code-injection
    pd.DataFrame().query(request.form["x"])  # flaw: code-injection
    pd.eval(request.form["x"])  # flaw: code-injection
    return ""


OPS = {"add": operator.add, "sub": operator.sub}


@app.post("/c2")
def c2():
    op = OPS.get(request.form["op"])
    if op is None:
        return "", 400
    a = float(request.form["a"])
    b = float(request.form["b"])
    eval(f"{a} + {b}")  # clean: numbers
    return str(op(a, b))


@app.post("/c3")
def c3():
    expr = request.form["x"]
    if not all(ch in "0123456789+-*/(). " for ch in expr):
        return "", 400
    return str(eval(expr))  # clean: digits and operators


@app.post("/c4")
def c4():
    module = request.form["m"]
    if module not in ("a", "b"):
        return "", 400
    importlib.import_module(f"plugins.{module}")  # clean: listed
    return ""


@app.post("/c5")
def c5():
    code = "print(%r)" % request.form["x"]
    exec(code)  # clean: repr is a literal
    code = "print('%s')" % request.form["x"]
    exec(code)  # flaw: code-injection
    return ""



@app.get("/by-name")
def by_name():
    return globals()[request.args["name"]]()  # flaw: code-injection


@app.get("/by-known-name")
def by_known_name():
    name = request.args["name"]
    if name not in ("by_name", "other"):
        return {}, 404
    return globals()[name]()  # clean: one of two
