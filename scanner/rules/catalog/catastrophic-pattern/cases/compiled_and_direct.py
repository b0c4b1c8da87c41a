"""Patterns on a visitor's text."""

import re

from flask import Flask, request

app = Flask(__name__)
SLOW = re.compile(r"^([a-zA-Z0-9]+)*@shop$")
QUICK = re.compile(r"^[a-zA-Z0-9]+@shop$")
PATTERN = r"^(a+)+$"


@app.get("/check")
def check():
    text = request.args["text"]  # source(a): http-query
    found = [
        re.match(r"^(\w+\s?)*$", text),  # flaw(a): catastrophic-pattern
        SLOW.match(text),  # flaw: catastrophic-pattern
        re.search(PATTERN, text),  # flaw: catastrophic-pattern
        re.match(r"^(\w|\d)+$", text),  # flaw: catastrophic-pattern
        re.fullmatch(r"(a+)+", text),  # flaw: catastrophic-pattern
        QUICK.match(text),  # clean: one way to match
        re.match(r"^(\w+\s)+$", text),  # clean: the border is certain
        re.match(r"(a+)+", text),  # clean: nothing behind it can fail
        re.match(r"^(a+)+$", "constant"),  # clean: no visitor's text
        re.match(r"^(foo|bar)*$", text),  # clean: the alternatives differ
    ]
    return {"found": len(found)}
