"""Patterns that name the domain of an address, and those that only seem to."""

import re

from flask import Flask, abort, redirect, request

app = Flask(__name__)
BELOW = re.compile(r"https://([a-z0-9-]+\.)*harbour\.example(/.*)?")
EITHER = re.compile(r"^https?://(www\.)?harbour\.example(?:/|\?|$)")
ANY_SIGN = re.compile(r"https://[a-z]+.harbour.example")
BEFORE = re.compile(r"https://[a-z]*harbour\.example(/.*)?")
OPEN_END = re.compile(r"https://([a-z]+\.)?harbour\.example")


@app.get("/below")
def below():
    target = request.args["to"]
    if "\\" in target or not BELOW.fullmatch(target):
        abort(400)
    return redirect(target)  # clean: the domain and what is below it


@app.get("/either")
def either():
    target = request.args["to"]
    if EITHER.match(target):
        return redirect(target)  # clean: the host ends there
    return redirect("/")


@app.get("/sign")
def sign():
    target = request.args["to"]
    if not ANY_SIGN.match(target):
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/before")
def before():
    target = request.args["to"]
    if not BEFORE.fullmatch(target):
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/open")
def open_end():
    target = request.args["to"]
    if not OPEN_END.match(target):
        abort(400)
    return redirect(target)  # flaw: open-redirect
