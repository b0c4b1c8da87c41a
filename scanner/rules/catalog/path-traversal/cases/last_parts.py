"""One segment as the last part of a path: as `..` it is a folder, which nobody can open as a file."""

import io
import os
import shutil
from pathlib import Path

import yaml
from flask import Flask, jsonify, request, send_file
from flask.views import View

app = Flask(__name__)
FOLDER = "/srv/parsed"
SHELF = Path("/srv/shelf")


@app.get("/parsed/<name>")
def parsed(name):
    with open(os.path.join(FOLDER, name)) as file:  # clean: a file of the folder, or none
        return file.read(), {"Content-Type": "text/plain"}


class Parsed(View):
    def __init__(self):
        self.name = request.view_args["name"]

    def dispatch_request(self, **kwargs):
        with io.open(os.path.join(FOLDER, self.name)) as file:  # clean: the same
            return file.read(), {"Content-Type": "text/plain"}


app.add_url_rule("/viewed/<name>/", view_func=Parsed.as_view("viewed"))


@app.get("/shelf/<name>")
def shelf(name):
    book = (SHELF / name).resolve()
    return {"text": book.read_text()}  # clean: the same


@app.get("/sent/<name>")
def sent(name):
    return send_file(f"/srv/parsed/{name}")  # clean: the same


@app.get("/taken/<path:wanted>")
def taken(wanted):
    path = os.path.join(FOLDER, wanted.split("/")[-1])
    return send_file(path)  # clean: the same


@app.get("/whole/<path:name>")
def whole(name):
    return send_file(os.path.join(FOLDER, name))  # flaw: path-traversal


@app.get("/asked")
def asked():
    return send_file(os.path.join(FOLDER, request.args["name"]))  # flaw: path-traversal


@app.get("/names/<name>")
def names(name):
    return jsonify(os.listdir(os.path.join(FOLDER, name)))  # flaw: path-traversal


@app.delete("/parsed/<name>")
def removed(name):
    shutil.rmtree(SHELF / name)  # flaw: path-traversal
    return "", 204


@app.post("/parsed/<name>")
def put(name):
    shutil.copy("/srv/blank.txt", os.path.join(FOLDER, name))  # flaw: path-traversal
    return "", 204


@app.get("/goes-on/<name>")
def goes_on(name):
    path = os.path.join(FOLDER, name)
    return send_file(os.path.join(path, "index.html"))  # flaw: path-traversal


@app.get("/goes-on/text/<name>")
def goes_on_as_text(name):
    path = os.path.join(FOLDER, name)
    return send_file(f"{path}/index.html")  # flaw: path-traversal


@app.get("/goes-on/added/<name>")
def goes_on_added(name):
    path = os.path.join(FOLDER, name) + "/index.html"
    return send_file(path)  # flaw: path-traversal


@app.get("/goes-on/path/<name>")
def goes_on_as_path(name):
    book = SHELF / name
    return {"text": (book / "about.txt").read_text()}  # flaw: path-traversal


@app.get("/goes-on/joined/<name>")
def goes_on_joined(name):
    return send_file("/".join([FOLDER, name, "index.html"]))  # flaw: path-traversal


@app.get("/goes-on/percent/<name>")
def goes_on_percent(name):
    return send_file("%s/index.html" % os.path.join(FOLDER, name))  # flaw: path-traversal


@app.get("/sometimes/<name>")
def sometimes(name):
    path = os.path.join(FOLDER, name)
    if request.args.get("whole"):
        path = os.path.join(path, "index.html")
    return send_file(path)  # flaw: path-traversal


@app.get("/twice/<name>/<page>")
def twice(name, page):
    return send_file(os.path.join(FOLDER, name, page))  # flaw: path-traversal


@app.get("/two-in-one/<name>/<page>")
def two_in_one(name, page):
    inner = name + "/" + page
    return send_file(os.path.join(FOLDER, inner))  # flaw: path-traversal


def settings_below(folder):
    with open(Path(folder, "settings.yaml")) as file:  # flaw: path-traversal
        return yaml.safe_load(file)


@app.get("/settings/<name>")
def settings(name):
    return jsonify(settings_below(SHELF / name))


@app.get("/maybe-below/<name>")
def maybe_below(name):
    wanted = name
    if request.args.get("whole"):
        wanted = f"{name}/index.html"
    return send_file(os.path.join(FOLDER, wanted))  # flaw: path-traversal


@app.get("/maybe-named/<name>")
def maybe_named(name):
    wanted = name if name.endswith(".html") else name + ".html"
    return send_file(os.path.join(FOLDER, wanted))  # clean: a file of the folder, or none


@app.get("/turned/<name>")
def turned(name):
    return send_file(os.path.join(FOLDER, name.replace("__", "/")))  # flaw: path-traversal
