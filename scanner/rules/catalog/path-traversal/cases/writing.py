"""Files that are written, removed, moved and listed."""

import glob
import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from uuid import uuid4

from flask import Flask, request

app = Flask(__name__)
UPLOADS = Path(app.instance_path) / "uploads"


@app.put("/notes/<path:name>")
def put_note(name):
    (UPLOADS / name).write_text(request.get_data(as_text=True))  # flaw: path-traversal
    (UPLOADS / uuid4().hex).write_bytes(request.get_data())  # clean: our name
    (UPLOADS / f"{len(name)}.txt").write_text("x")  # clean: a number
    (UPLOADS / Path(name).name).write_text("x")  # clean: the last part only
    return "", 204


@app.delete("/notes/<path:name>")
def delete_note(name):
    os.remove(os.path.join("notes", name))  # flaw: path-traversal
    shutil.rmtree("cache/" + name)  # flaw: path-traversal
    return "", 204


@app.delete("/plain/<name>")
def delete_plain(name):
    (UPLOADS / name / "x").unlink(missing_ok=True)  # flaw: path-traversal
    return "", 204


@app.delete("/number/<int:number>")
def delete_number(number):
    os.unlink(f"notes/{number}.txt")  # clean: a number
    return "", 204


@app.post("/move")
def move():
    body = request.get_json()
    shutil.move("inbox/" + body["from"], "archive")  # flaw: path-traversal
    os.rename("inbox/a", "inbox/" + body["to"])  # flaw: path-traversal
    shutil.copyfile("default.png", UPLOADS / body["to"])  # flaw: path-traversal
    os.makedirs("users/" + body["user"], exist_ok=True)  # flaw: path-traversal
    return "", 204


@app.get("/list")
def listing():
    names = os.listdir("data/" + request.args["d"])  # flaw: path-traversal
    more = glob.glob("data/" + request.args["p"])  # flaw: path-traversal
    own = [p.name for p in UPLOADS.glob("*.txt")]  # clean: a constant pattern
    return {"n": names + more + own}


@app.post("/temp")
def temp():
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as handle:  # clean: a name of the system
        handle.write(request.form["text"])
    return "", 204
