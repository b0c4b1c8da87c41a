"""The first word of a command chooses the program; those that are added behind it are arguments."""
import shlex
import subprocess

from flask import Flask, current_app, request

app = Flask(__name__)
JOBS = {"thumbs": ["/usr/bin/convert", "-resize", "200"], "sizes": ["/usr/bin/identify"]}


@app.post("/hook")
def hook():
    words = shlex.split(current_app.config["HOOK"])
    words = words[:1] + [request.form.get(word, word) for word in words[1:]]
    subprocess.run(words)  # clean: the program is that of the setting
    return {}


@app.post("/job")
def job():
    picture = request.form["picture"]
    words = JOBS[request.form["job"]] + ["--", picture]
    subprocess.run(words)  # clean: one of the programs of the table
    return {}


@app.post("/more")
def more():
    words = shlex.split(current_app.config["HOOK"])
    words += [request.form["picture"]]
    subprocess.run(words)  # clean: an argument of it
    return {}


@app.post("/chosen")
def chosen():
    words = shlex.split(request.form["command"]) + ["--quiet"]
    subprocess.run(words)  # flaw: command-injection
    return {}


@app.post("/before")
def before():
    words = [request.form["tool"]] + shlex.split(current_app.config["HOOK"])
    subprocess.run(words)  # flaw: command-injection
    return {}
