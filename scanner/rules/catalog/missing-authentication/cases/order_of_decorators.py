"""A guard above the route is put around a function that Flask never calls."""

from functools import wraps

from flask import Flask, abort, jsonify, session
from flask_login import login_required

app = Flask(__name__)
LISTED = set()


def clerks_only(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if "clerk" not in session:
            abort(401)
        return view(*args, **kwargs)

    return inner


def login_listed(view):
    LISTED.add(view.__name__)
    return view


@clerks_only
@app.get("/ledger")
def ledger():  # flaw: missing-authentication
    return jsonify(rows=[])


@app.get("/journal")
@clerks_only
def journal():  # clean: the guard is what was registered
    return jsonify(rows=[])


@login_required
@app.post("/close")
def close():  # flaw: missing-authentication
    return jsonify(ok=True)


@login_listed
@app.get("/balance")
def balance():  # clean: its name is noted, for a hook that looks there
    return jsonify(rows=[])
