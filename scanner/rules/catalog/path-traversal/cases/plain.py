"""Paths made of what a visitor sends: read, sent, written, removed."""

import os
import shutil
from pathlib import Path

from flask import Flask, Response, request, send_file

app = Flask(__name__)
FILES = "/srv/files"


@app.get("/opened")
def opened():
    name = request.args["name"]  # source(a): http-query
    with open(FILES + "/" + name) as file:  # flaw(a): path-traversal
        return {"text": file.read()}


@app.get("/joined/<path:name>")
def joined(name):  # source(b): http-path
    path = os.path.join(FILES, name)
    return send_file(path)  # flaw(b): path-traversal


@app.get("/pathlib")
def with_pathlib():
    path = Path(FILES) / request.args["name"]
    return {"text": path.read_text()}  # flaw: path-traversal


@app.get("/bytes")
def as_bytes():
    return Response(Path(FILES, request.args["name"]).read_bytes(), mimetype="image/png")  # flaw: path-traversal


@app.post("/written")
def written():
    body = request.get_json()
    with open(os.path.join(FILES, body["name"]), "w") as file:  # flaw: path-traversal
        file.write(body["text"])
    return "", 204


@app.post("/removed")
def removed():
    os.remove(os.path.join(FILES, request.form["name"]))  # flaw: path-traversal
    return "", 204


@app.post("/tree")
def tree():
    shutil.rmtree(f"{FILES}/{request.form['folder']}")  # flaw: path-traversal
    return "", 204


@app.post("/uploaded")
def uploaded():
    upload = request.files["file"]
    upload.save(os.path.join(FILES, upload.filename))  # flaw: path-traversal
    return "", 204


@app.post("/saved-by-field")
def saved_by_field():
    request.files["file"].save("/srv/files/" + request.form["name"])  # flaw: path-traversal
    return "", 204


@app.get("/listed")
def listed():
    return {"names": os.listdir(os.path.join(FILES, request.args.get("folder", "")))}  # flaw: path-traversal


@app.get("/cookie")
def cookie():
    with open("/srv/themes/" + request.cookies.get("theme", "light") + ".css") as file:  # flaw: path-traversal
        return Response(file.read(), mimetype="text/css")


@app.post("/copied")
def copied():
    shutil.copy(request.form["from"], "/srv/files/copy")  # flaw: path-traversal
    return "", 204


@app.post("/made")
def made():
    os.makedirs(os.path.join(FILES, request.form["folder"]), exist_ok=True)  # flaw: path-traversal
    return "", 204
