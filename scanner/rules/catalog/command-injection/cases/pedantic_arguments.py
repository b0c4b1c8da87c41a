"""An argument may be taken for an option: for pedantic readers."""

# options: pedantic

import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/archive")
def archive():
    subprocess.run(["tar", "-xf", "upload.tar", request.form["member"]])  # flaw: command-injection
    return "", 204
