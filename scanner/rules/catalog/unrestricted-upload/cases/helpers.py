"""Endings that are looked at in place and in a helper."""
import os
import uuid
from flask import Flask, request, abort
from werkzeug.utils import secure_filename

app = Flask(__name__)
ALLOWED = {"png", "jpg"}


def allowed_file(filename):
    return "." in filename and filename.rsplit(".", 1)[1].lower() in ALLOWED


@app.post("/u1")
def u1():
    f = request.files["f"]
    f.save(os.path.join("static/up", secure_filename(f.filename)))  # flaw: unrestricted-upload
    return ""


@app.post("/u2")
def u2():
    f = request.files["f"]
    if f and allowed_file(f.filename):
        name = secure_filename(f.filename)
        f.save(os.path.join("static/up", name))  # clean: ending is on the list
    return ""


@app.post("/u3")
def u3():
    f = request.files["f"]
    if not allowed_file(f.filename):
        abort(400)
    f.save(os.path.join("static/up", secure_filename(f.filename)))  # clean: checked
    return ""


@app.post("/u4")
def u4():
    f = request.files["f"]
    f.save(os.path.join("static/up", uuid.uuid4().hex + ".png"))  # clean: own name
    return ""


@app.post("/u5")
def u5():
    f = request.files["f"]
    ext = os.path.splitext(f.filename)[1]
    if ext.lower() not in (".png", ".jpg"):
        return "no", 400
    f.save(os.path.join("static/up", secure_filename(f.filename)))  # clean: checked
    return ""

