"""The configuration names the program; what a visitor sends is put into its words."""

import shlex
import subprocess

from flask import Flask, current_app, request

app = Flask(__name__)


@app.get("/converted")
def converted():
    words = [word.replace("%to", request.args["to"]) for word in shlex.split(current_app.config["CONVERTER"])]
    subprocess.Popen(words)  # noise: command-injection -- which word of the list holds the text is not known
    return ""


@app.get("/chosen")
def chosen():
    words = [request.args["program"], "--version"]
    subprocess.Popen(words)  # flaw: command-injection
    return ""
