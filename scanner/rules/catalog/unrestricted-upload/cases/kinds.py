"""What a function of the project makes of the name is compared with the kind that the program wants."""

import mimetypes
import uuid
from enum import Enum
from pathlib import Path, PurePosixPath

from flask import Flask, abort, request

app = Flask(__name__)
PICTURES = Path(app.static_folder) / "pictures"


class Kind(Enum):
    PICTURE = (".png", ".jpg")
    LETTER = (".pdf",)

    @classmethod
    def of(cls, name):
        suffix = PurePosixPath(name).suffix.lower()
        return next((kind for kind in cls if suffix in kind.value), None)


@app.post("/checked")
def checked():
    upload = request.files["file"]
    if Kind.of(upload.filename or "") is not Kind.PICTURE:
        abort(415)
    upload.save(PICTURES / (uuid.uuid4().hex + Path(upload.filename).suffix))  # clean: a picture
    return ""


@app.post("/open")
def unchecked():
    upload = request.files["file"]
    if upload.filename == "":
        abort(400)
    upload.save(PICTURES / (uuid.uuid4().hex + Path(upload.filename).suffix))  # flaw: unrestricted-upload
    return ""


@app.post("/typed")
def by_type():
    upload = request.files["file"]
    upload.save(PICTURES / (uuid.uuid4().hex + (mimetypes.guess_extension(upload.mimetype) or "")))  # flaw: unrestricted-upload
    return ""


TYPES = {"image/png": ".png", "image/webp": ".webp"}


@app.post("/listed")
def by_list():
    upload = request.files["file"]
    if upload.mimetype not in TYPES:
        abort(415)
    upload.save(PICTURES / (uuid.uuid4().hex + TYPES[upload.mimetype]))  # clean: one of the list
    return ""
