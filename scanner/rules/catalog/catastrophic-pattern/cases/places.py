"""Patterns in place and in a constant."""
import re
from flask import Flask, request

app = Flask(__name__)
EMAIL = re.compile(r"^([a-zA-Z0-9]+)+@x\.com$")
GOOD = re.compile(r"^[a-z0-9]+@x\.com$")


@app.get("/p1")
def p1():
    EMAIL.match(request.args["m"])  # flaw: catastrophic-pattern
    GOOD.match(request.args["m"])  # clean: linear
    re.match(r"^(\w+\s?)*$", request.args["m"])  # flaw: catastrophic-pattern
    if len(request.args["m"]) > 50:
        return "no"
    return ""
