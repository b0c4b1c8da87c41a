"""A pattern that covers the whole address proves a path of this host if one slash, and no second one, begins it."""

import re

from flask import Flask, redirect, request

app = Flask(__name__)
LOCAL = re.compile(r"/[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*")
ANY = re.compile(r"/[A-Za-z0-9_/.-]*")
BY_LINE = re.compile(r"^/[a-z]+$", re.MULTILINE)


@app.get("/local")
def local():
    target = request.args.get("next", "")
    if not LOCAL.fullmatch(target):
        target = "/"
    return redirect(target)  # clean: one slash


@app.get("/any")
def any_path():
    target = request.args.get("next", "")
    if not ANY.fullmatch(target):
        target = "/"
    return redirect(target)  # flaw: open-redirect


@app.get("/line")
def by_line():
    target = request.args.get("next", "")
    if not BY_LINE.search(target):
        target = "/"
    return redirect(target)  # flaw: open-redirect


ONE_SLASH = re.compile(r"/(?!/)[A-Za-z0-9_/.~-]*")
WITH_BACKSLASH = re.compile(r"/(?!/)[A-Za-z0-9_/.~\\-]*")


@app.get("/looked-ahead")
def looked_ahead():
    target = request.args["next"]
    if ONE_SLASH.fullmatch(target):
        return redirect(target)  # clean: one slash, and then none
    return redirect("/")


@app.get("/looked-ahead-half")
def looked_ahead_half():
    target = request.args["next"]
    if WITH_BACKSLASH.fullmatch(target):
        return redirect(target)  # flaw: open-redirect
    return redirect("/")
