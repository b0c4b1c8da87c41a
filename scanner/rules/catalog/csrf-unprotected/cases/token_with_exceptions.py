"""A hook of the project's own that compares tokens, and the endpoints that it leaves out."""
import secrets

from flask import Flask, abort, g, redirect, request, session

app = Flask(__name__)
UNCHECKED = {"take_over"}
names = {}


@app.before_request
def check():
    g.user = names.get(session.get("uid"))
    if request.method == "POST" and request.endpoint not in UNCHECKED:
        known = session.get("_token", "")
        if not secrets.compare_digest(request.form.get("_token", ""), known):
            abort(400)


def needs_user(view):
    def inner(*args, **kwargs):
        if g.user is None:
            return redirect("/")
        return view(*args, **kwargs)

    inner.__name__ = view.__name__
    return inner


@app.post("/rename")
@needs_user
def rename():  # clean: the hook compares the token
    session["name"] = request.form["name"]
    return redirect("/")


@app.post("/take-over")
@needs_user
def take_over():  # flaw: csrf-unprotected
    session["name"] = request.form["name"]
    return redirect("/")
