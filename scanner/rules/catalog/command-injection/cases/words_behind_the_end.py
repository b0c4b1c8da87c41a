"""Words that a visitor's text is split into are no options behind `--`, and are one word where they are joined again."""

import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.get("/print")
def printed():
    words = request.args["words"].split()
    subprocess.run(["figlet", "--", *words])  # clean: behind the end of the options
    return ""


@app.get("/archive")
def archived():
    words = request.args["words"].split()
    subprocess.run(["tar", *words])  # flaw: command-injection
    return ""
