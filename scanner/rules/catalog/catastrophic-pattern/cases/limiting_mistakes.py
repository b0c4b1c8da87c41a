"""Limits on the text."""

import re

from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/too-long-a-limit")
def long_limit():
    text = request.form["text"]
    if len(text) > 1000:
        abort(400)
    return {"ok": bool(re.match(r"^(a+)+$", text))}  # flaw: catastrophic-pattern


@app.post("/stripped")
def stripped():
    return {"ok": bool(re.match(r"^(a+)+$", request.form["text"].strip()))}  # flaw: catastrophic-pattern
