"""Formulas that are parsed, looked at node by node, and run."""

import ast

from flask import Flask, abort, request

app = Flask(__name__)
ARITHMETIC = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Constant, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub)
WIDE = (ast.Expression, ast.BinOp, ast.Constant, ast.Call, ast.Name, ast.Load, ast.Attribute)


@app.get("/every")
def every():
    tree = ast.parse(request.args["sum"], mode="eval")
    for node in ast.walk(tree):
        if not isinstance(node, ARITHMETIC):
            abort(400)
    return {"sum": eval(compile(tree, "<sum>", "eval"))}  # clean: numbers and signs


@app.get("/all")
def all_of_them():
    tree = ast.parse(request.args["sum"], mode="eval")
    if not all(isinstance(node, ARITHMETIC) for node in ast.walk(tree)):
        abort(400)
    return {"sum": eval(compile(tree, "<sum>", "eval"), {"__builtins__": {}})}  # clean: numbers and signs


class Formula:
    kinds = {ast.Expression, ast.BinOp, ast.Constant, ast.Add, ast.Mult}

    def __init__(self, text):
        self.tree = ast.parse(text, mode="eval")

    def demand(self):
        for node in ast.walk(self.tree):
            if type(node) not in self.kinds:
                raise ValueError("no such sum")

    def value(self):
        self.demand()
        return eval(compile(self.tree, "<sum>", "eval"))  # clean: looked at above

    def value_of_anything(self):
        return eval(compile(self.tree, "<sum>", "eval"))  # flaw: code-injection


@app.get("/formula")
def formula():
    made = Formula(request.args["sum"])
    return {"sum": made.value(), "other": made.value_of_anything()}


@app.get("/wide")
def wide():
    tree = ast.parse(request.args["sum"], mode="eval")
    for node in ast.walk(tree):
        if not isinstance(node, WIDE):
            abort(400)
    return {"sum": eval(compile(tree, "<sum>", "eval"))}  # flaw: code-injection


@app.get("/some")
def some():
    tree = ast.parse(request.args["sum"], mode="eval")
    # One node that is harmless says nothing of the others.
    if not any(isinstance(node, ARITHMETIC) for node in ast.walk(tree)):
        abort(400)
    return {"sum": eval(compile(tree, "<sum>", "eval"))}  # flaw: code-injection


@app.get("/too-late")
def too_late():
    tree = ast.parse(request.args["sum"], mode="eval")
    value = eval(compile(tree, "<sum>", "eval"))  # flaw: code-injection
    for node in ast.walk(tree):
        if not isinstance(node, ARITHMETIC):
            abort(400)
    return {"sum": value}
