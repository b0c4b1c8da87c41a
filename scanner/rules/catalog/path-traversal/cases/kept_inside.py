"""Paths that stay where they were meant to be."""

import os
import re
import uuid
from pathlib import Path

from flask import Flask, abort, request, send_file, send_from_directory
from werkzeug.security import safe_join
from werkzeug.utils import secure_filename

app = Flask(__name__)
FILES = "/srv/files"
BASE = Path("/srv/files")
REPORTS = {"year": "year.pdf", "month": "month.pdf"}


@app.get("/directory/<path:name>")
def directory(name):
    return send_from_directory(FILES, name)  # clean: refuses what leaves the folder


@app.get("/joined")
def joined():
    path = safe_join(FILES, request.args["name"])
    if path is None:
        abort(404)
    return send_file(path)  # clean: joined safely


@app.post("/secured")
def secured():
    upload = request.files["file"]
    upload.save(os.path.join(FILES, secure_filename(upload.filename)))  # clean: one plain name
    return "", 204


@app.post("/own-name")
def own_name():
    upload = request.files["file"]
    upload.save(os.path.join(FILES, uuid.uuid4().hex + ".bin"))  # clean: a name of ours
    return "", 204


@app.get("/resolved")
def resolved():
    path = (BASE / request.args["name"]).resolve()
    if not path.is_relative_to(BASE):
        abort(403)
    return send_file(path)  # clean: resolved, then compared


@app.get("/parents")
def parents():
    path = (BASE / request.args["name"]).resolve()
    if BASE not in path.parents:
        abort(403)
    return {"text": path.read_text()}  # clean: resolved, then compared


@app.get("/relative")
def relative():
    path = (BASE / request.args["name"]).resolve()
    try:
        path.relative_to(BASE)
    except ValueError:
        abort(403)
    return {"text": path.read_text()}  # clean: relative_to raises for what lies outside


@app.get("/real")
def real():
    path = os.path.realpath(os.path.join(FILES, request.args["name"]))
    if not path.startswith(FILES + os.sep):
        abort(403)
    with open(path) as file:  # clean: the real path begins with the folder and a separator
        return {"text": file.read()}


@app.get("/common")
def common():
    path = os.path.abspath(os.path.join(FILES, request.args["name"]))
    if os.path.commonpath([FILES, path]) != FILES:
        abort(403)
    with open(path) as file:  # clean: the common path is the folder
        return {"text": file.read()}


@app.get("/table")
def table():
    name = REPORTS.get(request.args["report"], "month.pdf")
    return send_file(os.path.join(FILES, name))  # clean: a name of ours


@app.get("/number/<int:number>")
def number(number):
    return send_file(f"/srv/files/{number}.pdf")  # clean: a number


@app.get("/present")
def present():
    name = request.args["name"]
    if name not in os.listdir(FILES):
        abort(404)
    return send_file(os.path.join(FILES, name))  # clean: a name that is in the folder


@app.get("/base")
def base_name():
    name = os.path.basename(request.args["name"])
    with open(os.path.join(FILES, name, "index.txt")) as file:  # missed: path-traversal -- `..` alone passes basename
        return {"text": file.read()}


@app.get("/content")
def content():
    with open("/srv/files/words.txt") as file:  # clean: a constant
        return {"found": request.args["word"] in file.read()}


@app.get("/beside")
def beside():
    base = os.path.realpath(FILES)
    path = os.path.realpath(os.path.join(base, request.args["name"]))
    if os.path.dirname(path) != base:
        abort(404)
    return send_file(path)  # clean: in the folder itself


def folder_of(token):
    """Nothing where the token is none of ours."""
    if not token or not re.match(r"^[0-9a-f-]{36}$", str(token)):
        return None
    return os.path.join(FILES, str(token))


@app.get("/token")
def token():
    found = folder_of(request.args["token"])
    if found is None:
        abort(404)
    return {"names": os.listdir(found)}  # clean: the token has the form that we give
