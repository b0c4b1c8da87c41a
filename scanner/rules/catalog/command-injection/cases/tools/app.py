"""A class in another module starts programs; views hand it what visitors send."""

from flask import Flask, request
from tools import Converter, Shell

app = Flask(__name__)


@app.post("/convert")
def convert():
    upload = request.files["picture"]
    upload.save("/tmp/picture")
    Converter("/usr/bin/convert").convert(upload.filename)  # source(a): http-file-name
    return "", 204


@app.post("/check")
def check():
    Converter("/usr/bin/identify").check(request.form["name"])
    return "", 204


@app.post("/quiet")
def quiet():
    shell = Shell()
    shell.add("echo", request.form["text"])
    shell.go()
    return "", 204
