"""An upload that is saved under a temporary name, and unpacked by that name in another form."""

import tarfile
import tempfile
from pathlib import Path

from flask import Flask, request

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


@app.post("/themes/safe")
def add_safely():
    with tempfile.NamedTemporaryFile(suffix=".tar") as kept:
        request.files["theme"].save(kept.name)
        return {"files": unpack_safely(Path(kept.name), FOLDER)}
