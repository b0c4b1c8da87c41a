"""Patterns in a list, some of a visitor."""
import re

from flask import Flask, request

app = Flask(__name__)
PATTERNS = [r"^a+$", r"^b+$"]


def matches(patterns, text):
    return any(re.search(p, text) for p in patterns)  # flaw: regex-injection


@app.get("/a")
def a():
    return {"r": matches([request.args["p"]], "x"), "s": re.split(request.args["p"], "abc")}  # flaw: regex-injection


@app.get("/b")
def b():
    return {"r": [bool(re.search(p, request.args["t"])) for p in PATTERNS]}  # clean: our patterns
