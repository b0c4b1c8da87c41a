"""Settings that are taken over as a whole are read as if each had been set by itself."""

import os
from pathlib import Path

from flask import Flask, current_app, request


class Common:
    ARCHIVE = Path("/srv/archive")
    FEEDS = {"weather": "https://weather.example/feed"}
    HOOKS = {}


class Production(Common):
    SHELF = Path("/srv/shelf")


class Testing(Common):
    SHELF = Path("/tmp/shelf")


app = Flask(__name__)
app.config.from_object(Testing if os.environ.get("CI") else Production)
app.config.update(DROP=Path("/srv/drop"))
app.config.from_mapping({"LOGS": Path("/var/log/shop")})


@app.get("/shelf")
def shelf():
    book = app.config["SHELF"] / request.args["book"]
    return book.read_text()  # flaw: path-traversal


@app.get("/archive")
def archive():
    (current_app.config["ARCHIVE"] / request.args["year"] / "index").write_text("")  # flaw: path-traversal
    return ""


@app.get("/drop")
def drop():
    (current_app.config["DROP"] / request.args["name"]).unlink()  # flaw: path-traversal
    return ""


@app.get("/drop/one")
def drop_one():
    (current_app.config["DROP"] / Path(request.args["name"]).name).unlink()  # clean: a name alone
    return ""


@app.get("/logs")
def logs():
    (app.config["LOGS"] / request.args["day"]).read_bytes()  # flaw: path-traversal
    return ""


@app.get("/hook")
def hook():
    os.system(app.config["HOOKS"].get(request.args["name"]) + " now")  # clean: what is filled in elsewhere is the owner's
    return ""
