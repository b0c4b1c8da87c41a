"""The folder of uploads is named elsewhere: by a setting, a constant, the application."""

import os

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
