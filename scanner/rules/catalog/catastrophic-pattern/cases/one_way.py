"""Patterns that can match each text in one way, and texts that are nobody's."""

import re

from flask import Flask, request

app = Flask(__name__)
WORDS = re.compile(r"^\w+(\s\w+)*$")
PATH = re.compile(r"^(/[\w-]+)+$")
SLOW = re.compile(r"^(a+)+$")


@app.post("/words")
def words():
    return {"ok": bool(WORDS.match(request.form["text"]))}  # clean: each word begins with a space


@app.post("/path")
def path():
    return {"ok": bool(PATH.match(request.form["text"]))}  # clean: each part begins with a slash


@app.post("/never-fails")
def never_fails():
    return {"ok": bool(re.match(r"(a+)+", request.form["text"]))}  # clean: nothing behind it can fail


@app.post("/possessive")
def possessive():
    return {"ok": bool(re.match(r"^(?:\w++\s?)+$", request.form["text"]))}  # clean: gives nothing back


@app.get("/ours")
def ours():
    return {"ok": bool(SLOW.match("aaaaaaaaaaaaaaaaaaaaaaaaa!"))}  # clean: a text of ours


@app.post("/number")
def number():
    return {"ok": bool(SLOW.match(str(int(request.form["number"]))))}  # clean: a number
