"""Uploads keep the name, and with it the kind, that the visitor chose."""

import os

from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__, static_folder="static")


@app.post("/as-it-comes")
def as_it_comes():
    upload = request.files["file"]
    upload.save(os.path.join("/srv/uploads", upload.filename))  # flaw: unrestricted-upload
    return "", 204


@app.post("/static")
def into_static():
    upload = request.files["file"]
    name = secure_filename(upload.filename)  # source(a): http-file-name
    upload.save(os.path.join("static", "uploads", name))  # flaw(a): unrestricted-upload
    return "", 204


@app.post("/formatted")
def formatted():
    upload = request.files.get("file")
    upload.save(f"app/static/{secure_filename(upload.filename)}")  # flaw: unrestricted-upload
    return "", 204


@app.post("/many")
def many():
    for upload in request.files.getlist("files"):
        upload.save("public/" + secure_filename(upload.filename))  # flaw: unrestricted-upload
    return "", 204


@app.post("/apart")
def apart():
    upload = request.files["file"]
    upload.save(os.path.join("/srv/uploads", secure_filename(upload.filename)))  # clean: not known to be served; pedantic
    return "", 204


@app.post("/not-checked")
def checked_badly():
    upload = request.files["file"]
    if upload.mimetype not in ("image/png", "image/jpeg"):
        return "", 400
    # The visitor says of which kind it is.
    upload.save("static/" + secure_filename(upload.filename))  # flaw: unrestricted-upload
    return "", 204
