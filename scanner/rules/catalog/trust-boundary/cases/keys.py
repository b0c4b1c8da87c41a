"""Who chooses the keys of the session."""

from flask import Flask, abort, request, session

app = Flask(__name__)
SETTINGS = ("theme", "language")


@app.post("/all")
def all_of_it():
    for key, value in request.form.items():
        session[key] = value  # flaw: trust-boundary
    return "", 204


@app.post("/at-once")
def at_once():
    session.update(request.get_json())  # flaw: trust-boundary
    return "", 204


@app.post("/known")
def known():
    for key in SETTINGS:
        session[key] = request.form.get(key)  # flaw: trust-boundary
    return "", 204


@app.post("/checked")
def checked():
    key = request.form["key"]
    if key not in SETTINGS:
        abort(400)
    session[key] = request.form["value"]  # flaw: trust-boundary
    return "", 204
