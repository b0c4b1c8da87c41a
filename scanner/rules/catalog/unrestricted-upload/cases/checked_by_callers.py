"""The name of an upload is checked where the upload comes in, and read again where it is stored."""

import os
from uuid import uuid4

from flask import Flask, abort, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
PICTURES = {"png", "jpg"}


def is_picture(name):
    return "." in name and name.rsplit(".", 1)[1].lower() in PICTURES


def keep(storage, owner):
    folder = os.path.join("static/pictures", str(owner))
    os.makedirs(folder, exist_ok=True)
    name = f"{uuid4().hex}_{secure_filename(storage.filename)}"
    storage.save(os.path.join(folder, name))  # clean: its caller looked at the ending
    return name


@app.post("/pictures/<int:owner>")
def pictures(owner):
    kept = []
    for file in request.files.getlist("pictures"):
        if not is_picture(file.filename):
            abort(400)
        kept.append(keep(file, owner))
    return {"kept": kept}


def keep_any(storage, owner):
    name = f"{owner}_{secure_filename(storage.filename)}"
    storage.save(os.path.join("static/files", name))  # flaw: unrestricted-upload
    return name


@app.post("/files/<int:owner>")
def files(owner):
    first, second = request.files["first"], request.files["second"]
    if not is_picture(first.filename):
        abort(400)
    return {"kept": keep_any(second, owner)}


def keep_one_more(storage, owner):
    name = f"{owner}_{secure_filename(storage.filename)}"
    storage.save(os.path.join("static/more", name))  # flaw: unrestricted-upload
    return name


@app.post("/more/<int:owner>")
def more(owner):
    file = request.files["file"]
    if not is_picture(file.filename):
        abort(400)
    return {"kept": keep_one_more(file, owner)}


@app.post("/more/<int:owner>/any")
def more_of_any(owner):
    return {"kept": keep_one_more(request.files["file"], owner)}
