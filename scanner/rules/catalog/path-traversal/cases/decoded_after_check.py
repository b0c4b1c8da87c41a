"""A name that was checked and is decoded afterwards may lead up all the same."""

from pathlib import Path
from urllib.parse import unquote

from flask import Flask, abort, request

app = Flask(__name__)
ROOT = Path("/srv/sheets")


@app.get("/late")
def late():
    name = request.args["name"]
    if ".." in name or name.startswith("/"):
        abort(400)
    return str(len((ROOT / unquote(name)).read_text()))  # flaw: path-traversal


@app.get("/early")
def early():
    name = unquote(request.args["name"])
    if ".." in name or name.startswith("/"):
        abort(400)
    return str(len((ROOT / name).read_text()))  # clean: decoded before


@app.get("/listed")
def listed():
    name = request.args["name"]
    if name not in ("one", "two"):
        abort(400)
    return str(len((ROOT / unquote(name)).read_text()))  # clean: ours
