"""Targets of which a pattern says how they begin."""

import re

from flask import Flask, abort, redirect, request

app = Flask(__name__)
PARTNER = re.compile(r"https://(www|shop)\.partner\.example/")


@app.get("/word-behind-slash")
def word_behind_slash():
    target = request.args["target"]
    if not re.match("^/[a-z0-9]", target):
        target = "/"
    return redirect(target)  # clean: one slash, then a letter


@app.get("/letters-behind-slash")
def letters_behind_slash():
    target = request.args.get("target")
    if target and re.match(r"/\w", target):
        return redirect(target)  # clean: the same
    return redirect("/")


@app.get("/anything-behind-slash")
def anything_behind_slash():
    target = request.args["target"]
    if not re.match("^/", target):
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/tab-behind-slash")
def tab_behind_slash():
    target = request.args["target"]
    # Browsers skip a tab between the two slashes.
    if not re.match(r"^/[^/\\]", target):
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/searched")
def searched():
    target = request.args["target"]
    if not re.search("/[a-z]", target):
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/partner")
def partner():
    target = request.args["target"]
    if not PARTNER.match(target):
        abort(400)
    return redirect(target)  # clean: the host ends where the pattern does


@app.get("/partner-without-end")
def partner_without_end():
    target = request.args["target"]
    if not re.match(r"https://www\.partner\.example", target):
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/partner-with-dots")
def partner_with_dots():
    target = request.args["target"]
    if not re.match(r"https://www.partner.example/", target):
        abort(400)
    return redirect(target)  # flaw: open-redirect
