"""What stands between two slashes and is not `..` leads nowhere up."""
import os
import posixpath

from flask import Flask, abort, request, send_file

app = Flask(__name__)
SHELVES = {"north": "North wing", "south": "South wing"}


@app.get("/scans/<path:wanted>")
def scan(wanted):
    parts = [part for part in wanted.split("/") if part not in ("", ".", "..")]
    return send_file(os.path.join("/srv/scans", "/".join(parts)))  # clean: no part leads up


@app.get("/scans/one-by-one/<path:wanted>")
def one_by_one(wanted):
    path = "/srv/scans"
    for part in wanted.split("/"):
        if part == ".." or not part:
            abort(404)
        path = os.path.join(path, part)
    return send_file(path)  # clean: no part leads up


@app.get("/scans/whole/<path:wanted>")
def whole(wanted):
    if wanted in ("", ".", ".."):
        abort(404)
    return send_file(os.path.join("/srv/scans", wanted))  # flaw: path-traversal


@app.get("/shelves/<name>/plan")
def plan(name):
    title = SHELVES.get(name)
    if not title:
        abort(404)
    return send_file(f"/srv/shelves/{name}")  # clean: a key of the table


@app.get("/shelves/<path:name>/list")
def listing(name):
    title = SHELVES.get(name, "Somewhere")
    return send_file(f"/srv/shelves/{title}/{name}")  # flaw: path-traversal


class Refused(Exception):
    pass


def inside(path):
    if posixpath.isabs(path) or "\\" in path or ".." in path.split("/"):
        raise Refused(path)
    return path


@app.get("/archive")
def archive():
    return send_file(os.path.join("/srv/archive", inside(request.args["path"])))  # clean: relative, and no part leads up


@app.get("/archive/half")
def half():
    path = request.args["path"]
    if ".." in path.split("/"):
        abort(404)
    return send_file(os.path.join("/srv/archive", path))  # flaw: path-traversal
