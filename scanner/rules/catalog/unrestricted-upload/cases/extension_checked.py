"""The extension is on a list, in the many ways in which it is looked at."""

# options: pedantic

import os
import uuid
from pathlib import Path

from flask import Flask, abort, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
ALLOWED = {"png", "jpg", "gif"}
ENDINGS = (".png", ".jpg")


def allowed_file(filename):
    return "." in filename and filename.rsplit(".", 1)[1].lower() in ALLOWED


@app.post("/function")
def with_function():
    upload = request.files["file"]
    if upload and allowed_file(upload.filename):
        upload.save(os.path.join("static", secure_filename(upload.filename)))  # clean: the ending was looked at
    return "", 204


@app.post("/refused")
def refused():
    upload = request.files["file"]
    if not allowed_file(upload.filename):
        abort(400)
    upload.save(os.path.join("static", secure_filename(upload.filename)))  # clean: the ending was looked at
    return "", 204


@app.post("/ending")
def ending():
    upload = request.files["file"]
    name = secure_filename(upload.filename)
    if not name.endswith(ENDINGS):
        abort(400)
    upload.save("static/" + name)  # clean: the ending is on the list
    return "", 204


@app.post("/suffix")
def suffix():
    upload = request.files["file"]
    extension = Path(upload.filename).suffix.lower()
    if extension not in ENDINGS:
        abort(400)
    upload.save(f"static/{uuid.uuid4().hex}{extension}")  # clean: the extension is on the list
    return "", 204


@app.post("/own-name")
def own_name():
    request.files["file"].save("static/" + uuid.uuid4().hex + ".png")  # clean: a name of ours
    return "", 204


@app.post("/deny-list")
def deny_list():
    upload = request.files["file"]
    extension = os.path.splitext(upload.filename)[1].lower()
    if extension in (".exe", ".php"):
        abort(400)
    upload.save("static/" + secure_filename(upload.filename))  # flaw: unrestricted-upload
    return "", 204
