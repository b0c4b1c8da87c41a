"""Checks that let a visitor out."""

import os
from pathlib import Path

from flask import Flask, abort, request, send_file

app = Flask(__name__)
FILES = "/srv/files"
BASE = Path(FILES)


@app.get("/replaced")
def replaced():
    name = request.args["name"].replace("../", "")
    return send_file(os.path.join(FILES, name))  # flaw: path-traversal


@app.get("/normal")
def normal():
    path = os.path.normpath(os.path.join(FILES, request.args["name"]))
    return send_file(path)  # flaw: path-traversal


@app.get("/begins")
def begins():
    path = os.path.join(FILES, request.args["name"])
    if not path.startswith(FILES):
        abort(403)
    return send_file(path)  # flaw: path-traversal


@app.get("/neighbour")
def neighbour():
    path = os.path.realpath(os.path.join(FILES, request.args["name"]))
    if not path.startswith(FILES):
        abort(403)
    # /srv/files-private begins with /srv/files as well.
    return send_file(path)  # missed: path-traversal -- a beginning without a separator at its end counts as a folder


@app.get("/dots")
def dots():
    name = request.args["name"]
    if ".." in name:
        abort(400)
    # An absolute name needs no dots.
    return send_file(os.path.join(FILES, name))  # flaw: path-traversal


@app.get("/exists")
def exists():
    path = os.path.join(FILES, request.args["name"])
    if not os.path.exists(path):  # clean: nothing is read yet
        abort(404)
    return send_file(path)  # flaw: path-traversal


@app.get("/ending")
def ending():
    name = request.args["name"]
    if not name.endswith(".pdf"):
        abort(400)
    return send_file(os.path.join(FILES, name))  # flaw: path-traversal


@app.get("/not-resolved")
def not_resolved():
    path = BASE / request.args["name"]
    if not path.is_relative_to(BASE):
        abort(403)
    # Nothing was resolved: BASE/../x is relative to BASE as text.
    return send_file(path)  # flaw: path-traversal


@app.get("/checked-late")
def checked_late():
    path = (BASE / request.args["name"]).resolve()
    text = path.read_text()  # flaw: path-traversal
    if not path.is_relative_to(BASE):
        abort(403)
    return {"text": text}


@app.get("/beside/chosen")
def beside_chosen():
    base = os.path.realpath(request.args["base"])
    path = os.path.realpath(os.path.join(base, request.args["name"]))
    if os.path.dirname(path) != base:
        abort(404)
    return send_file(path)  # flaw: path-traversal


@app.get("/beside/other")
def beside_other():
    base = os.path.realpath(FILES)
    path = os.path.realpath(os.path.join(base, request.args["name"]))
    if os.path.dirname(path) == base:
        abort(404)
    return send_file(path)  # flaw: path-traversal
