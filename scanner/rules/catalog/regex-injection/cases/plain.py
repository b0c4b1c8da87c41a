"""A visitor's text is a pattern."""

import re
from re import compile as compiled_pattern

from flask import Flask, request

app = Flask(__name__)
WORDS = ["one", "two"]


@app.get("/search")
def search():
    pattern = request.args["q"]  # source(a): http-query
    return {"found": [word for word in WORDS if re.search(pattern, word)]}  # flaw(a): regex-injection


@app.get("/compiled")
def compiled():
    pattern = re.compile(".*" + request.args["q"] + ".*", re.I)  # flaw: regex-injection
    return {"found": [word for word in WORDS if pattern.match(word)]}


@app.get("/imported")
def imported():
    return {"groups": compiled_pattern(request.args["q"]).groups}  # flaw: regex-injection


@app.post("/replaced")
def replaced():
    body = request.get_json()
    return {"text": re.sub(body["pattern"], "", "text")}  # flaw: regex-injection


@app.get("/formatted")
def formatted():
    return {"found": re.findall(rf"\b{request.args['word']}\b", "some text")}  # flaw: regex-injection


@app.get("/split")
def split():
    return {"parts": re.split(request.args["by"], "a b c")}  # flaw: regex-injection


@app.get("/escaped-badly")
def escaped_badly():
    q = request.args["q"].replace(".", "\\.")
    return {"found": [word for word in WORDS if re.match(q, word)]}  # flaw: regex-injection
