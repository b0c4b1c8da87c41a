"""Text is looked for as text."""

import re

from flask import Flask, request

app = Flask(__name__)
WORDS = ["one", "two"]
NUMBER = re.compile(r"[0-9]+")


@app.get("/escaped")
def escaped():
    return {"found": [word for word in WORDS if re.search(re.escape(request.args["q"]), word)]}  # clean: escaped


@app.get("/part")
def part():
    pattern = re.compile(r"^" + re.escape(request.args["q"]) + r"\d*$")  # clean: escaped
    return {"found": [word for word in WORDS if pattern.match(word)]}


@app.get("/subject")
def subject():
    return {"number": bool(NUMBER.fullmatch(request.args["q"]))}  # clean: the pattern is a constant


@app.get("/subject-of-function")
def subject_of_function():
    return {"text": re.sub(r"\s+", " ", request.args["q"])}  # clean: the pattern is a constant


@app.get("/replacement")
def replacement():
    return {"text": re.sub("x", request.args["q"], "axb")}  # clean: a replacement is no pattern


@app.get("/contains")
def contains():
    return {"found": [word for word in WORDS if request.args["q"] in word]}  # clean: no pattern at all


@app.get("/number")
def number():
    return {"found": re.findall(r"a{%d}" % int(request.args["n"]), "aaa")}  # clean: a number
