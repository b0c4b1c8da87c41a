"""The folder of uploads is named elsewhere: by a setting, a constant, the application."""

import os
import tempfile

from flask import Flask, abort, current_app, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
app.config["UPLOADS"] = "static/uploads"
app.config["ARCHIVE"] = "/srv/archive"
AVATARS = os.path.join(app.root_path, "static", "avatars")
PRIVATE = os.path.join(app.root_path, "private")
ALLOWED = {"png", "jpg"}


@app.post("/by-application")
def by_application():
    upload = request.files["f"]
    upload.save(os.path.join(app.static_folder, "uploads", secure_filename(upload.filename)))  # flaw: unrestricted-upload
    return "", 204


@app.post("/by-setting")
def by_setting():
    upload = request.files["f"]
    upload.save(os.path.join(current_app.config["UPLOADS"], secure_filename(upload.filename)))  # flaw: unrestricted-upload
    upload.save(os.path.join(current_app.config["ARCHIVE"], secure_filename(upload.filename)))  # clean: not known to be served
    return "", 204


@app.post("/for-a-while")
def for_a_while():
    upload = request.files["f"]
    upload.save(os.path.join(current_app.config["TEMP_FOLDER"], secure_filename(upload.filename)))  # clean: nobody serves it
    return "", 204


@app.post("/by-constant")
def by_constant():
    upload = request.files["f"]
    target = os.path.join(AVATARS, secure_filename(upload.filename))
    upload.save(target)  # flaw: unrestricted-upload
    upload.save(os.path.join(PRIVATE, secure_filename(upload.filename)))  # clean: not known to be served
    return "", 204


@app.post("/checked")
def checked():
    upload = request.files["f"]
    if upload.filename.rsplit(".", 1)[-1].lower() not in ALLOWED:
        abort(415)
    upload.save(os.path.join(AVATARS, secure_filename(upload.filename)))  # clean: the extension is one of ours
    return "", 204


def fresh_folder():
    return tempfile.mkdtemp(prefix="load-")


@app.post("/load")
def load():
    upload = request.files["f"]
    path = os.path.join(fresh_folder(), secure_filename(upload.filename) or "database.db")
    upload.save(path)  # clean: a new folder that nobody serves
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, secure_filename(upload.filename))
        upload.save(path)  # clean: a new folder that nobody serves
    kept = tempfile.TemporaryDirectory()
    path = os.path.join(kept.name, "uploads", secure_filename(upload.filename))
    upload.save(path)  # clean: a new folder that nobody serves
    return "", 204


@app.post("/load-served")
def load_served():
    upload = request.files["f"]
    path = os.path.join(tempfile.mkdtemp(dir=app.static_folder), secure_filename(upload.filename))
    upload.save(path)  # flaw: unrestricted-upload
    return "", 204


@app.post("/load-raw")
def load_raw():
    upload = request.files["f"]
    path = os.path.join(tempfile.mkdtemp(), upload.filename)
    upload.save(path)  # flaw: unrestricted-upload, path-traversal
    return "", 204
