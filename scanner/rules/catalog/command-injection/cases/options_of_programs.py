"""What begins with a dash is an option, and options of some programs start others."""

import shlex
import subprocess

from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/fetch")
def fetch():
    subprocess.run(["git", "-C", "/srv/repo", "fetch", request.form["remote"]])  # flaw: command-injection
    return ""


@app.post("/pack")
def pack():
    subprocess.run(["tar", "cf", "/tmp/all.tar", request.form["folder"]])  # flaw: command-injection
    return ""


@app.post("/convert")
def convert():
    extra = shlex.split(request.form.get("options", ""))
    subprocess.run(["pandoc", "in.md", "-o", "out.pdf", *extra])  # flaw: command-injection
    return ""


@app.post("/ended")
def ended():
    subprocess.run(["git", "fetch", "--", request.form["remote"]])  # clean: no options behind two dashes
    return ""


@app.post("/value")
def value():
    subprocess.run(["git", "log", "--author", request.form["author"]])  # clean: what an option asks for
    return ""


@app.post("/message")
def message():
    subprocess.run(["git", "commit", "-m", request.form["message"]])  # clean: what an option asks for
    return ""


@app.post("/address")
def address():
    remote = request.form["remote"]
    if not remote.startswith("https://"):
        abort(400)
    subprocess.run(["git", "clone", remote, "/srv/copy"])  # clean: it begins with a scheme
    return ""


@app.post("/page")
def page():
    subprocess.run(["pdftotext", request.form["file"]])  # clean: its options do no harm
    return ""
