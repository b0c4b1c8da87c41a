"""A visitor who gives a whole list of words gives options too, wherever the list gets them."""

import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/build")
def build():
    command = ["make", "-C", "/srv/site"] + shlex.split(request.form["targets"])
    return subprocess.run(command, capture_output=True, text=True).stdout, 200, {"Content-Type": "text/plain"}  # flaw: command-injection


@app.post("/build/more")
def build_more():
    command = ["make", "-C", "/srv/site"]
    command += shlex.split(request.form["targets"])
    return subprocess.run(command, capture_output=True, text=True).stdout, 200, {"Content-Type": "text/plain"}  # flaw: command-injection


@app.post("/build/named")
def build_named():
    command = ["make", "-C", "/srv/site", "--"] + shlex.split(request.form["targets"])
    return subprocess.run(command, capture_output=True, text=True).stdout, 200, {"Content-Type": "text/plain"}  # clean: behind `--`


@app.post("/build/one")
def build_one():
    command = ["make", "-C", "/srv/site", request.form["target"]]
    return subprocess.run(command, capture_output=True, text=True).stdout, 200, {"Content-Type": "text/plain"}  # clean: one word
