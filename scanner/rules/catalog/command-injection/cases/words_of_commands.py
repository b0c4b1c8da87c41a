"""Programs that start programs: which word of a list a shell or an interpreter reads."""

import subprocess

import docker
import pexpect
from flask import Flask, request

app = Flask(__name__)


@app.get("/remote")
def remote():
    subprocess.run(["ssh", "-p", "22", "-i", "key", "files", "ls " + request.args["d"]])  # flaw: command-injection
    subprocess.run(["ssh", "files", "ls", request.args["d"]])  # flaw: command-injection
    subprocess.run(["ssh", "-p", request.args["port"], "files", "uptime"])  # clean: an argument of a known program
    return "", 204


@app.get("/started")
def started():
    subprocess.run(["sudo", "-u", "web", "sh", "-c", "ls " + request.args["d"]])  # flaw: command-injection
    subprocess.run(["env", "LANG=C", "python3", "-c", request.args["program"]])  # flaw: command-injection
    subprocess.run(["nohup", "timeout", "-k", "5", "30", "bash", "-c", f"ls {request.args['d']}"])  # flaw: command-injection
    subprocess.run(["docker", "exec", "-u", "web", "files", "sh", "-c", "ls " + request.args["d"]])  # flaw: command-injection
    subprocess.run(["su", "web", "-c", "ls " + request.args["d"]])  # flaw: command-injection
    subprocess.run(["sudo", request.args["program"]])  # flaw: command-injection
    return "", 204


@app.get("/interpreted")
def interpreted():
    subprocess.run(["perl", "-e", request.args["program"]])  # flaw: command-injection
    subprocess.run(["node", "--eval", "f(" + request.args["x"] + ")"])  # flaw: command-injection
    subprocess.run(["python3", "tool.py", request.args["x"]])  # clean: an argument of a program of ours
    return "", 204


@app.get("/passed")
def passed():
    subprocess.run(["bash", "-c", 'ls -- "$1"', "_", request.args["d"]])  # clean: a word for a script that is constant
    subprocess.run(["sudo", "-u", "web", "ls", "--", request.args["d"]])  # clean: an argument of a known program
    subprocess.run(["env", "LANG=C", "ls", "--", request.args["d"]])  # clean: an argument of a known program
    return "", 204


@app.get("/contained")
def contained():
    containers = docker.from_env().containers
    containers.run("alpine", ["ls", "--", request.args["d"]])  # clean: an argument of a known program
    containers.run("alpine", ["sh", "-c", "ls " + request.args["d"]])  # flaw: command-injection
    containers.run(request.args["image"], ["ls"])  # flaw: command-injection
    return "", 204


@app.get("/expected")
def expected():
    pexpect.spawn("bash", ["-c", "ls " + request.args["d"]])  # flaw: command-injection
    pexpect.spawn("ls", ["--", request.args["d"]])  # clean: an argument of a known program
    return "", 204
