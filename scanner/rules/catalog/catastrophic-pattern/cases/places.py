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


CELLS = re.compile(
    r"""
    \|
    (?P<text> (\[\[.*?\]\]|[^|])+ )  # links, or what is no bar
    \s*
    """,
    re.X,
)
WORDS = re.compile(
    r"""
    ^ (\w+ \s?)+  # words
    ; $
    """,
    re.VERBOSE,
)


@app.get("/p2")
def p2():
    CELLS.findall(request.args["m"])  # clean: nothing behind the repetition can fail, blanks and comments are no letters
    WORDS.match(request.args["m"])  # flaw: catastrophic-pattern
    return ""
