"""Parts of a visitor's name that lead nowhere: endings, names without slashes, one segment behind other text."""

import os
import re
import uuid

from flask import Flask, abort, request, send_file

app = Flask(__name__)
FOLDER = "/srv/files"
FOLDERS = ["/srv/files", "/srv/other"]


@app.post("/ending")
def ending():
    upload = request.files["file"]
    last = upload.filename.rsplit(".", 1)[1]
    upload.save(os.path.join(FOLDER, "avatar." + last))  # clean: no dots are left, and nobody serves the folder
    upload.save(os.path.join(FOLDER, f"{uuid.uuid4()}.{last}"))  # clean: the same
    return {}


@app.get("/extension")
def extension():
    last = os.path.splitext(request.args["name"])[1]
    return send_file(os.path.join(FOLDER, "avatar" + last))  # clean: an extension holds no slash


@app.get("/stem")
def stem():
    first = os.path.splitext(request.args["name"])[0]
    return send_file(os.path.join(FOLDER, first + ".png"))  # flaw: path-traversal


@app.get("/last")
def last_part():
    last = request.args["name"].rsplit(".", 1)[-1]
    return send_file(os.path.join(FOLDER, "avatar." + last))  # clean: no dots are left


@app.get("/last-alone")
def last_alone():
    last = request.args["name"].rsplit(".", 1)[-1]
    return send_file(os.path.join(FOLDER, last))  # flaw: path-traversal


@app.get("/flat")
def flat():
    name = request.args["name"].replace("/", "_")
    return send_file(os.path.join(FOLDER, name))  # clean: no slash is left


@app.get("/typed/<kind>")
def typed(kind):
    return send_file(os.path.join(FOLDER, "report." + kind))  # clean: one segment goes on where a name ends


@app.get("/typed-path/<path:kind>")
def typed_path(kind):
    return send_file(os.path.join(FOLDER, "report." + kind))  # flaw: path-traversal


@app.get("/folder/<kind>")
def folder(kind):
    return send_file(os.path.join(FOLDER, kind, "index.txt"))  # flaw: path-traversal


@app.post("/two")
def two():
    data = request.get_json()
    full = os.path.realpath(os.path.join(FOLDER, data["name"]))
    if not full.startswith(FOLDER + os.sep):
        abort(404)
    with open(full) as file:  # clean: it was compared
        first = file.read()
    with open(os.path.join(FOLDER, data["other"])) as file:  # flaw: path-traversal
        return {"first": first, "second": file.read()}


@app.get("/last-segment")
def last_segment():
    name = request.args["name"].replace("\\", "/").split("/")[-1]
    return send_file(os.path.join(FOLDER, name))  # clean: no slash is left


@app.get("/first-segment")
def first_segment():
    name = request.args["name"].partition("/")[0]
    return send_file(os.path.join(FOLDER, name))  # clean: no slash is left


@app.get("/joined-again")
def joined_again():
    name = "/".join([part for part in request.args["name"].split("/") if part])
    return send_file(os.path.join(FOLDER, name))  # flaw: path-traversal


@app.get("/separators")
def separators():
    name = request.args["name"].replace(os.sep, " ")
    return send_file(os.path.join(FOLDER, name))  # clean: no slash is left


@app.get("/bare")
def bare():
    name = re.sub(r"[?|$.!#\\]", "", request.args["name"]).lstrip("-/")
    return send_file(os.path.join(FOLDER, name + ".md"))  # clean: no dots, and nothing begins at the root


@app.get("/without-dots")
def without_dots():
    name = re.sub(r"[.]", "", request.args["name"])
    return send_file(os.path.join(FOLDER, name))  # flaw: path-traversal


@app.get("/without-double-dots")
def without_double_dots():
    name = re.sub(r"\.\.", "", request.args["name"]).lstrip("/")
    return send_file(os.path.join(FOLDER, name))  # flaw: path-traversal


def is_one_of_ours(name):
    full = os.path.realpath(name)
    return any(full.startswith(folder + os.sep) for folder in FOLDERS)


def is_listed(name):
    return any(name == entry.name for entry in os.scandir(FOLDER))


@app.get("/any")
def of_any():
    name = request.args["name"]
    if not is_one_of_ours(name):
        abort(404)
    return send_file(name)  # clean: inside of one of the folders


@app.get("/any-other")
def of_any_other():
    name = request.args["name"]
    if any(name.startswith(folder) for folder in FOLDERS):
        return send_file(name)  # flaw: path-traversal
    abort(404)


@app.get("/listed")
def listed():
    name = request.args["name"]
    if not is_listed(name):
        abort(404)
    return send_file(os.path.join(FOLDER, name))  # clean: one of those that are there


@app.get("/named-by-both")
def named_by_both():
    first = request.args["first"].replace("/", "_")
    last = request.args["last"].rsplit(".", 1)[-1].lower()
    return send_file(os.path.join(FOLDERS[int(request.args["number"])], first + "." + last))  # clean: no way up, and no root
