"""What is logged has no line breaks, or is not the visitor's."""

import logging

from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/replaced")
def replaced():
    name = request.form["name"].replace("\r", "").replace("\n", "")
    log.info("sign-in of %s", name)  # clean: no line breaks
    return "", 204


@app.post("/represented")
def represented():
    log.info("sign-in of %r", request.form["name"])  # clean: %r escapes line breaks
    log.info(f"sign-in of {request.form['name']!r}")  # clean: !r escapes line breaks
    log.info("sign-in of %s", repr(request.form["name"]))  # clean: repr escapes line breaks
    return "", 204


@app.post("/number")
def number():
    log.info("order %d", int(request.form["order"]))  # clean: a number
    return "", 204


@app.post("/length")
def length():
    log.info("a name of %s letters", len(request.form["name"]))  # clean: a number
    return "", 204


@app.post("/constant")
def constant():
    if request.form["name"] == "admin":
        log.info("an administrator")  # clean: a constant
    return "", 204


@app.post("/split")
def split():
    first = request.form["text"].splitlines()[0]
    log.info("begins with %s", first)  # clean: one line
    return "", 204


class Journal:
    def info(self, text):
        return len(text)


@app.post("/journal")
def journal():
    return {"length": Journal().info(request.form["text"])}  # clean: no log


@app.post("/escaped")
def escaped():
    text = request.form["text"].encode("unicode_escape").decode("ascii")
    log.info("said %s", text)  # clean: a line break is a backslash and a letter
    return "", 204


@app.post("/both")
def both():
    log.info("sign-in %d of %r from %s", 1, request.form["name"], "the door")  # clean: its own placeholder escapes
    log.warning("login failed for %s with %r", request.form["name"], 1)  # flaw: log-injection
    return "", 204
