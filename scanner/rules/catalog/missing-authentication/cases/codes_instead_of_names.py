"""The one view that asks nobody gets a code, and whoever has it is let in."""

from flask import Flask, abort, jsonify, request
from flask_login import LoginManager, login_required

app = Flask(__name__)
login = LoginManager(app)
PAIRS = {}


@app.post("/lamps/pair")
@login_required
def pair():
    PAIRS["one"] = 1
    return "", 201


@app.post("/lamps/dim")
@login_required
def dim():
    PAIRS["dim"] = 1
    return "", 204


@app.post("/lamps/light")
@login_required
def light():
    PAIRS["dim"] = 0
    return "", 204


@app.post("/lamps/claim")
def claim():  # clean: the lamp proves by the code who it is
    found = PAIRS.get(request.get_json()["code"]) or abort(404)
    return jsonify(lamp=found)

