"""What is checked is the normal form; what is opened is what it is the normal form of. Extensions hold no folder."""

import os
from pathlib import Path

from flask import Flask, abort, request

app = Flask(__name__)
ROOT = Path("/srv/files").resolve()


@app.get("/relative-to")
def relative_to():
    path = ROOT / request.args["name"]
    try:
        path.resolve().relative_to(ROOT)
    except ValueError:
        abort(404)
    return {"text": path.read_text()}  # clean: relative_to raises


@app.get("/parents")
def parents():
    path = Path(request.args["name"])
    if ROOT in path.resolve().parents:
        return {"text": path.resolve().read_text()}  # noise: path-traversal -- a normal form that is made twice is not known to be the same
    return {"text": path.read_text()}  # flaw: path-traversal


@app.put("/extension")
def extension():
    upload = request.files["file"]
    stem, ending = os.path.splitext(upload.filename)
    open("files/one" + ending, "wb").close()  # clean: an extension holds no separator
    open("files/" + stem, "wb").close()  # flaw: path-traversal
    return {}


SETTINGS = {}


@app.post("/settings")
def settings():
    SETTINGS.update(request.form)
    return {}


def is_below(path, folder):
    try:
        path.resolve().relative_to(Path(folder).resolve())
        return True
    except ValueError:
        return False


@app.get("/default")
def default():
    name = request.get_json().get("name", SETTINGS.get("name"))
    folder = Path(SETTINGS["folder"]) / "data"
    if not is_below(folder / name, folder):
        name = ""
    return {"text": (folder / name).read_text()}  # flaw: path-traversal
