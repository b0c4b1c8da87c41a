"""Shells on other machines."""

import fabric
import invoke
import paramiko
from flask import Flask, request

app = Flask(__name__)


@app.post("/ssh")
def ssh():
    client = paramiko.SSHClient()
    client.connect("build.example.com")
    client.exec_command("ls " + request.form["path"])  # flaw: command-injection
    client.exec_command("uptime")  # clean: a constant
    return "", 204


@app.post("/fabric")
def with_fabric():
    fabric.Connection("build.example.com").run(f"git checkout {request.form['branch']}")  # flaw: command-injection
    return "", 204


@app.post("/invoke")
def with_invoke():
    invoke.run("make " + request.form["target"])  # flaw: command-injection
    return "", 204
