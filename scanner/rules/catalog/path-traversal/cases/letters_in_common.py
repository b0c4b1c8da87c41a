"""`commonprefix` compares letters: `/srv/share-private` begins as `/srv/share` does."""

import os

from flask import Flask, abort, request, send_file

app = Flask(__name__)
SHARE = "/srv/share"


def begins_alike(rel, base):
    full = os.path.abspath(os.path.join(base, rel))
    return os.path.commonprefix([base, full]) == base


@app.get("/shared/<path:path>")
def shared(path):
    if path and begins_alike(path, SHARE):
        return send_file(os.path.join(SHARE, os.path.normpath(path)))  # flaw: path-traversal
    abort(404)


@app.get("/kept")
def kept():
    full = os.path.realpath(os.path.join(SHARE, request.args["name"]))
    common = os.path.commonprefix([full, SHARE])
    if common != SHARE:
        abort(404)
    return send_file(full)  # flaw: path-traversal


@app.get("/whole")
def whole():
    full = os.path.realpath(os.path.join(SHARE, request.args["name"]))
    if os.path.commonprefix([full, SHARE + os.sep]) != SHARE + os.sep:
        abort(404)
    return send_file(full)  # clean: the folder's name ends there


@app.get("/paths")
def paths():
    full = os.path.realpath(os.path.join(SHARE, request.args["name"]))
    if os.path.commonpath([full, SHARE]) != SHARE:
        abort(404)
    return send_file(full)  # clean: folders are compared
