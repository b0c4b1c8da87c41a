"""Words are added to a command: the program stays what it was, and no shell reads them."""

import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/loop")
def loop():
    command = ["rsync", "-a"]
    for name in request.form:
        command.append(f"--{name}={request.form[name]}")
    subprocess.run(command, check=True)  # clean: arguments of a program of ours
    subprocess.run(" ".join(command), shell=True, check=True)  # flaw: command-injection
    return {}


@app.post("/starred")
def starred():
    subprocess.run(["rsync", "-a", *request.form.getlist("path")], check=True)  # clean: arguments of a program of ours
    subprocess.run([*request.form.getlist("path"), "-a"], check=True)  # flaw: command-injection
    return {}


@app.post("/front")
def front():
    command = ["-a"]
    for path in request.form.getlist("path"):
        command.insert(0, path)
    subprocess.run(command, check=True)  # flaw: command-injection
    return {}


@app.post("/replaced")
def replaced():
    command = ["rsync"]
    command.extend(request.form.getlist("path"))
    command[0] = request.form["program"]
    subprocess.run(command, check=True)  # flaw: command-injection
    return {}


@app.post("/popped")
def popped():
    command = ["nice"]
    command.extend(request.form.getlist("path"))
    command.pop(0)
    subprocess.run(command, check=True)  # flaw: command-injection
    return {}


@app.post("/script")
def script():
    subprocess.run(["bash", "-c", 'ls -- "$1"', "_", request.form["path"]], check=True)  # clean: a word that the script names
    subprocess.run(["bash", "-c", "ls " + request.form["path"]], check=True)  # flaw: command-injection
    return {}
