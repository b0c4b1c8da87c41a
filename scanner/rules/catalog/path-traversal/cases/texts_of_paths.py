"""A path that is looked for among known ones by its text."""
import os
from pathlib import Path

from flask import Flask, abort, request

app = Flask(__name__)
KNOWN = ["/srv/a.book", "/srv/b.book"]


class Files:
    def get(self, path: Path):
        if str(path) not in KNOWN:
            raise KeyError(path)
        return path.read_text("utf-8")  # clean: one of the known files

    def put(self, path: Path, text):
        old = self.get(path)
        with path.open("w") as file:  # clean: `get` raises for all others
            file.write(text)
        return old


files = Files()


@app.get("/source")
def source():
    return {"text": files.get(Path(request.args["filename"]))}


@app.put("/source")
def set_source():
    data = request.get_json()
    return {"old": files.put(Path(data["file"]), data["text"])}


@app.get("/fspath")
def by_fspath():
    path = Path(request.args["filename"])
    if os.fspath(path) in KNOWN:
        return {"text": path.read_text()}  # clean: one of the known files
    return {}, 404


@app.get("/same")
def by_equality():
    path = Path(request.args["filename"])
    if str(path) != "/srv/a.book":
        abort(404)
    return {"text": path.read_text()}  # clean: it is this file


@app.get("/others")
def known_ones_are_refused():
    path = Path(request.args["filename"])
    if str(path) in KNOWN:
        abort(404)
    return {"text": path.read_text()}  # flaw: path-traversal


@app.get("/chosen")
def list_of_the_visitor():
    path = Path(request.args["filename"])
    if str(path) not in request.args.getlist("known"):
        abort(404)
    return {"text": path.read_text()}  # flaw: path-traversal


@app.get("/name")
def name_alone():
    path = Path(request.args["filename"])
    if path.suffix not in (".book", ".txt"):
        abort(404)
    return {"text": path.read_text()}  # flaw: path-traversal


@app.get("/lower")
def text_in_any_case():
    name = request.args["filename"]
    if str(name).lower() not in KNOWN:
        abort(404)
    with open(name) as file:  # clean: one of the known names, in whatever case
        return {"text": file.read()}
