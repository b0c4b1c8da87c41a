"""A path begins with one slash: what the second sign is decides whether it is another host."""

from flask import Flask, redirect, request, url_for

app = Flask(__name__)


@app.get("/second")
def second():
    target = request.args.get("next")
    if not target or not target.startswith("/") or target[1:2] in ("/", "\\"):
        target = url_for("second")
    return redirect(target)  # clean: one slash, and no second one


@app.get("/first-two")
def first_two():
    target = request.args["next"]
    if target[:2] == "//" or not target.startswith("/"):
        target = "/"
    return redirect(target)  # clean: one slash, and no second one


@app.get("/third")
def third():
    target = request.args["next"]
    if not target.startswith("/") or target[2:3] in ("/", "\\"):
        target = "/"
    return redirect(target)  # flaw: open-redirect


@app.get("/stripped")
def stripped():
    return redirect("/" + request.args["next"].lstrip("/"))  # clean: one slash


@app.get("/behind-slash")
def behind_slash():
    return redirect("/" + request.args["next"])  # flaw: open-redirect
