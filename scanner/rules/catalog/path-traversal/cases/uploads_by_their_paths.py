"""An upload that is saved under a temporary name, and unpacked by that name in another form."""

import tarfile
import tempfile
from pathlib import Path

from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
FOLDER = Path("/srv/themes")


def unpack(archive: Path, target: Path) -> int:
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="fully_trusted")  # flaw: path-traversal
        return len(tar.getnames())


def unpack_safely(archive: Path, target: Path) -> int:
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")  # clean: nothing leaves the folder
        return len(tar.getnames())


@app.post("/themes")
def add():
    with tempfile.NamedTemporaryFile(suffix=".tar") as kept:
        request.files["theme"].save(kept.name)
        return {"files": unpack(Path(kept.name), FOLDER)}


@app.post("/themes/named")
def add_named():
    sent = request.files["theme"]
    kept = FOLDER / (secure_filename(sent.filename) + ".tar")
    sent.save(kept)
    with tarfile.open(kept) as tar:
        tar.extractall("/srv/unpacked", filter="fully_trusted")  # flaw: path-traversal
    return {}


@app.post("/themes/safe")
def add_safely():
    with tempfile.NamedTemporaryFile(suffix=".tar") as kept:
        request.files["theme"].save(kept.name)
        return {"files": unpack_safely(Path(kept.name), FOLDER)}
