"""Archives that are saved before they are unpacked, and filters that refuse nothing."""
import os
import tarfile
import tempfile

from flask import Flask, request

app = Flask(__name__)


def unpack(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="fully_trusted")  # flaw: path-traversal


def unpack_filtered(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")  # clean: the filter refuses what leaves the folder


def unpack_own(folder):
    with tarfile.open("/usr/share/app/skeleton.tar") as archive:
        archive.extractall(folder, filter="fully_trusted")  # clean: the application's own archive


@app.post("/import")
def take():
    upload = request.files["archive"]
    handle, path = tempfile.mkstemp(suffix=".tar")
    with os.fdopen(handle, "wb") as file:
        upload.save(file)
    unpack_own("/srv/app")
    unpack(path, "/srv/app/in")
    unpack_filtered(path, "/srv/app/in")
    return "", 204
