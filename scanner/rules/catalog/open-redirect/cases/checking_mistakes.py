"""Checks that let other hosts through."""

from urllib.parse import urlparse

from flask import Flask, abort, redirect, request

app = Flask(__name__)


@app.get("/begins")
def begins():
    target = request.args["next"]
    if not target.startswith("/"):
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/http")
def http():
    target = request.args["next"]
    if target.startswith("http"):
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/contains")
def contains():
    target = request.args["next"]
    if "example.com" in target:
        return redirect(target)  # flaw: open-redirect
    return redirect("/")


@app.get("/host-begins")
def host_begins():
    target = request.args["next"]
    if not target.startswith("https://shop.example.com"):
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/scheme-only")
def scheme_only():
    target = request.args["next"]
    if urlparse(target).scheme:
        abort(400)
    return redirect(target)  # flaw: open-redirect


@app.get("/replaced")
def replaced():
    return redirect(request.args["next"].replace("//", "/"))  # flaw: open-redirect


@app.get("/forbidden")
def forbidden():
    target = request.args["next"]
    if urlparse(target).netloc in ("evil.example", "bad.example"):
        abort(400)
    return redirect(target)  # flaw: open-redirect
