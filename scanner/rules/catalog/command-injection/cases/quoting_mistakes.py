"""Quoting that does not hold."""

import os
import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/double-quotes")
def double_quotes():
    os.system('ping "' + request.form["host"] + '"')  # flaw: command-injection
    return "", 204


@app.post("/semicolon")
def semicolon():
    host = request.form["host"].replace(";", "")
    os.system("ping " + host)  # flaw: command-injection
    return "", 204


@app.post("/list-of-signs")
def list_of_signs():
    host = request.form["host"]
    if ";" in host or "|" in host:
        return "", 400
    os.system("ping " + host)  # flaw: command-injection
    return "", 204


@app.post("/inside-a-word")
def unquoted_again():
    host = shlex.quote(request.form["host"])
    os.system("ping " + host.strip("'"))  # missed: command-injection -- what is cut from a quoted text is taken for quoted
    return "", 204


@app.post("/split")
def split():
    parts = shlex.split("ping " + request.form["host"])
    subprocess.run(" ".join(parts), shell=True)  # flaw: command-injection
    return "", 204


@app.post("/begins")
def begins():
    command = request.form["command"]
    if not command.startswith("ping "):
        return "", 400
    os.system(command)  # flaw: command-injection
    return "", 204


@app.post("/listed")
def listed():
    command = request.form["command"]
    if command not in ("uptime", "date"):
        return "", 400
    os.system(command)  # clean: one of two
    return "", 204
