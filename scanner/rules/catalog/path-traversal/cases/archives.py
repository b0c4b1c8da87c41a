"""Archives of visitors."""

import os
import shutil
import tarfile
import uuid
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
        archive.extractall("/srv/unpacked")  # flaw: path-traversal
    return "", 204


def unpacked(path, folder):
    with tarfile.open(path, "r:gz") as archive:
        archive.extractall(folder)  # flaw: path-traversal
    return folder


def unpacked_safely(path, folder):
    with tarfile.open(path, "r:gz") as archive:
        archive.extractall(folder, filter="data")  # clean: the filter refuses
    return folder


def unpacked_release(path, folder):
    with tarfile.open(path, "r:gz") as archive:
        archive.extractall(folder)  # clean: nobody gives it an upload
    return folder


@app.post("/deploy")
def deploy():
    upload = request.files["package"]
    path = f"/srv/packages/{uuid.uuid4()}.tar.gz"
    upload.save(path)
    unpacked_safely(path, "/srv/first")
    unpacked_release("/srv/release.tar.gz", "/srv/second")
    return unpacked(path, "/srv/third")


@app.post("/shutil")
def with_shutil():
    shutil.unpack_archive("/srv/ours.tar", "/srv/unpacked")  # clean: an archive of ours
    return "", 204
