"""Without a shell a visitor's text stays one argument."""

import ipaddress
import os
import shlex
import subprocess

from flask import Flask, abort, request

app = Flask(__name__)
TOOLS = {"ping": "/bin/ping", "trace": "/usr/bin/traceroute"}


@app.post("/list")
def as_list():
    subprocess.run(["ping", "-c", "1", request.form["host"]], check=True)  # clean: one argument of a known program
    return "", 204


@app.post("/variable")
def variable():
    command = ["git", "log", "--", request.form["path"]]
    subprocess.check_output(command, cwd="/srv/code")  # clean: one argument of a known program
    return "", 204


@app.post("/no-shell")
def no_shell():
    subprocess.run(["convert", request.form["name"], "out.png"], shell=False)  # clean: no shell
    return "", 204


@app.post("/quoted")
def quoted():
    os.system("ping -c 1 " + shlex.quote(request.form["host"]))  # clean: quoted for the shell
    return "", 204


@app.post("/joined")
def joined():
    subprocess.run(shlex.join(["ping", request.form["host"]]), shell=True)  # clean: join quotes each
    return "", 204


@app.post("/table")
def table():
    tool = TOOLS.get(request.form["tool"])
    if tool is None:
        abort(400)
    subprocess.run([tool, "--version"])  # clean: a program of ours
    return "", 204


@app.post("/address")
def address():
    host = ipaddress.IPv4Address(request.form["host"])
    os.system(f"ping -c 1 {host}")  # clean: an address of version 4 has no signs for a shell
    return "", 204


@app.post("/scope")
def scope():
    host = ipaddress.ip_address(request.form["host"])
    os.system(f"ping -c 1 {host}")  # flaw: command-injection
    subprocess.run(["ping", "-c", "1", str(host)])  # clean: one argument of a known program
    return "", 204


@app.post("/number")
def number():
    os.system("head -n %d words.txt" % int(request.form["lines"]))  # clean: a number
    return "", 204


@app.post("/input")
def as_input():
    subprocess.run("wc -w", shell=True, input=request.get_data())  # clean: the line is a constant
    return "", 204


@app.post("/environment")
def environment():
    subprocess.run("./report.sh", shell=True, env={"TITLE": request.form["title"]})  # clean: the line is a constant
    return "", 204


@app.post("/grown")
def grown():
    command = ["sh", "-c"]
    for name in ("first", "second"):
        command.append(request.form[name])
    subprocess.run(command, check=True)  # flaw: command-injection
    return "", 204
