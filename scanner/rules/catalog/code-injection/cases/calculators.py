"""Libraries for expressions that run Python on the way."""

import pydoc

import numexpr
import numpy
import sympy
from flask import Flask, jsonify, request
from sympy.parsing.sympy_parser import parse_expr

app = Flask(__name__)


@app.get("/simplified")
def simplified():
    return jsonify(str(sympy.sympify(request.args["f"])))  # flaw: code-injection


@app.get("/parsed")
def parsed():
    return jsonify(str(parse_expr("x + " + request.args["f"])))  # flaw: code-injection


@app.get("/number")
def number():
    return jsonify(str(sympy.sympify(int(request.args["n"]))))  # clean: a number


@app.get("/evaluated")
def evaluated():
    a = numpy.array([1.0, 2.0])
    return jsonify(numexpr.evaluate(request.args["f"], {"a": a}).tolist())  # flaw: code-injection


@app.get("/scaled")
def scaled():
    values = {"a": numpy.array([1.0, 2.0]), "b": float(request.args["b"])}
    return jsonify(numexpr.evaluate("a * b", values).tolist())  # clean: a constant expression


@app.get("/located")
def located():
    return jsonify(str(pydoc.locate(request.args["name"])))  # flaw: code-injection
