"""Lines for a shell, put together from what a visitor sends."""

import asyncio
import os
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/system")
def system():
    host = request.form["host"]  # source(a): http-form
    os.system("ping -c 1 " + host)  # flaw(a): command-injection
    return "", 204


@app.post("/popen")
def popen():
    return {"out": os.popen(f"whois {request.form['domain']}").read()}  # flaw: command-injection


@app.get("/run/<path:name>")
def run(name):  # source(b): http-path
    done = subprocess.run("ls -l " + name, shell=True, capture_output=True)  # flaw(b): command-injection
    return {"code": done.returncode}


@app.get("/output")
def output():
    text = subprocess.check_output("grep %s words.txt" % request.args["word"], shell=True)  # flaw: command-injection
    return {"text": text.decode()}


@app.get("/getoutput")
def getoutput():
    return {"text": subprocess.getoutput("file " + request.args["name"])}  # flaw: command-injection


@app.get("/process")
def process():
    started = subprocess.Popen(
        "convert {} out.png".format(request.args["name"]),  # flaw: command-injection
        shell=True,
        stdout=subprocess.PIPE,
    )
    started.wait()
    return "", 204


@app.get("/asynchronous")
async def asynchronous():
    await asyncio.create_subprocess_shell("ping " + request.args["host"])  # flaw: command-injection
    return "", 204


@app.get("/shell-in-list")
def shell_in_list():
    subprocess.run(["sh", "-c", "ping " + request.args["host"]])  # flaw: command-injection
    return "", 204


@app.get("/chosen-program")
def chosen_program():
    subprocess.run([request.args["tool"], "--version"])  # flaw: command-injection
    return "", 204


@app.get("/whole-line")
def whole_line():
    subprocess.call(request.args["command"].split())  # flaw: command-injection
    return "", 204


@app.get("/options")
def options():
    keywords = {"shell": True, "check": False}
    subprocess.run("echo " + request.args["text"], **keywords)  # flaw: command-injection
    return "", 204


@app.get("/executed")
def executed():
    os.execl(request.args["program"], "program")  # flaw: command-injection
    return "", 204
