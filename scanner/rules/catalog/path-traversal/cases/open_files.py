"""Functions that take a path also take an open file: what is in a file is no path."""

import io
import tarfile
import tempfile
import zipfile
from io import BytesIO, StringIO

import pandas as pd
import requests
import six
from flask import Flask, request, send_file
from PIL import Image

app = Flask(__name__)


@app.post("/table")
def table():
    upload = request.files["file"]
    return {"rows": len(pd.read_csv(upload))}  # clean: an upload is an open file


@app.post("/table/stream")
def table_stream():
    return {"rows": len(pd.read_csv(request.files["file"].stream))}  # clean: an open file


@app.post("/table/bytes")
def table_bytes():
    content = request.files["file"].read()
    return {"rows": len(pd.read_csv(io.BytesIO(content)))}  # clean: bytes in memory


@app.post("/table/text")
def table_text():
    text = request.files["file"].read().decode("utf-8")
    return {"rows": len(pd.read_csv(StringIO(text)))}  # clean: text in memory


@app.post("/table/pasted")
def table_pasted():
    return {"rows": len(pd.read_csv(StringIO(request.form["text"])))}  # clean: text in memory


@app.post("/picture")
def picture():
    image = Image.open(request.files["picture"])  # clean: an upload is an open file
    small = io.BytesIO()
    image.save(small, "PNG")  # clean: written to memory
    small.seek(0)
    return send_file(small, mimetype="image/png")  # clean: sent from memory


@app.post("/zip")
def names_in_zip():
    with zipfile.ZipFile(request.files["archive"]) as archive:  # clean: an upload is an open file
        return {"names": len(archive.namelist())}


@app.post("/zip/bytes")
def names_in_zip_bytes():
    with zipfile.ZipFile(BytesIO(request.files["archive"].read())) as archive:  # clean: bytes in memory
        return {"names": len(archive.namelist())}


@app.post("/tar")
def names_in_tar():
    with tarfile.open(fileobj=request.files["archive"].stream) as archive:  # clean: an open file
        return {"names": len(archive.getnames())}


@app.post("/echo")
def echo():
    memory = BytesIO()
    memory.write(request.form["text"].encode())
    memory.seek(0)
    return send_file(memory, as_attachment=True, download_name="text.txt")  # clean: sent from memory


@app.post("/echo/short")
def echo_short():
    memory = BytesIO(request.get_data())
    return send_file(memory, mimetype="text/plain")  # clean: sent from memory


@app.post("/temporary")
def temporary():
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(request.get_data())
        file.flush()
        return {"rows": len(pd.read_csv(file.name))}  # clean: the name is the system's


@app.post("/named")
def named():
    upload = request.files["file"]
    with open("/srv/files/" + upload.filename, "wb") as file:  # flaw: path-traversal
        file.write(upload.read())
    return "", 204


@app.post("/listed")
def listed():
    name = request.files["file"].read().decode()
    return send_file("/srv/files/" + name)  # flaw: path-traversal


def fetched(place):
    if place.startswith("https://reports.example.org/"):
        return BytesIO(requests.get(place, timeout=5).content)
    return place


@app.post("/fetched")
def fetched_table():
    return {"rows": len(pd.read_csv(fetched(request.form["place"])))}  # flaw: path-traversal


@app.post("/old")
def old_names():
    return {"rows": len(pd.read_csv(six.StringIO(request.form["text"])))}  # clean: text in memory
