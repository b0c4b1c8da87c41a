"""Patterns of a visitor."""

import re

from flask import Flask, request

app = Flask(__name__)
TEXT = "some text"


@app.get("/a")
def a():
    q = request.args["q"]
    n = len(re.findall(q, TEXT))  # flaw: regex-injection
    n += len(re.findall(re.escape(q), TEXT))  # clean: escaped
    pattern = re.compile("^" + q + "$", re.I)  # flaw: regex-injection
    n += bool(pattern.search(TEXT))
    n += bool(re.search(r"\b" + re.escape(q) + r"\b", TEXT))  # clean: escaped
    n += bool(re.match(r"\w+", q))  # clean: our pattern
    re.sub(q, "x", TEXT)  # flaw: regex-injection
    return {"n": n}
