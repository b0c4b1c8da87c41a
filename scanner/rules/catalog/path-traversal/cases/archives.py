"""Archives of visitors."""

import os
import shutil
import tarfile
import zipfile

from flask import Flask, request

app = Flask(__name__)


@app.post("/tar")
def tar():
    with tarfile.open(fileobj=request.files["archive"]) as archive:
        archive.extractall("/srv/unpacked")  # flaw: path-traversal
    return "", 204


@app.post("/tar-filtered")
def tar_filtered():
    with tarfile.open(fileobj=request.files["archive"].stream) as archive:
        archive.extractall("/srv/unpacked", filter="data")  # clean: the filter refuses
    return "", 204


@app.post("/zip")
def unzip():
    with zipfile.ZipFile(request.files["archive"]) as archive:
        archive.extractall("/srv/unpacked")  # clean: zipfile removes `..` and leading slashes
    return "", 204


@app.post("/zip-by-hand")
def zip_by_hand():
    with zipfile.ZipFile(request.files["archive"]) as archive:
        for name in archive.namelist():
            with open(os.path.join("/srv/unpacked", name), "wb") as target:  # flaw: path-traversal
                target.write(archive.read(name))
    return "", 204


@app.post("/stored-first")
def stored_first():
    request.files["archive"].save("/tmp/archive.tar")
    with tarfile.open("/tmp/archive.tar") as archive:
        archive.extractall("/srv/unpacked")  # missed: path-traversal -- what is in a file of ours is not followed
    return "", 204


@app.post("/shutil")
def with_shutil():
    shutil.unpack_archive("/srv/ours.tar", "/srv/unpacked")  # clean: an archive of ours
    return "", 204
