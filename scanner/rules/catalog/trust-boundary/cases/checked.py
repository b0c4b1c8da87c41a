"""Checked, converted, or not the visitor's."""

from flask import Flask, abort, request, session

app = Flask(__name__)
LANGUAGES = {"de", "en"}


@app.post("/language")
def language():
    chosen = request.form["language"]
    if chosen not in LANGUAGES:
        abort(400)
    session["language"] = chosen  # clean: on the list
    return "", 204


@app.post("/number")
def number():
    session["page"] = int(request.form["page"])  # clean: a number
    return "", 204


@app.post("/flag")
def flag():
    session["newsletter"] = request.form.get("newsletter") == "yes"  # clean: true or false
    return "", 204


@app.post("/constant")
def constant():
    session["seen"] = True  # clean: a constant
    if request.form["name"] in session:
        session.pop(request.form["name"])  # clean: removed, not stored
    return "", 204


@app.post("/own")
def own():
    values = {}
    values["role"] = request.form["role"]  # clean: a dictionary of ours
    return values
