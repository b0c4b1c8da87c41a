"""A mapping of which nothing is known: what is written into it is what is read there, and the rest is what it was."""

import os

import bleach
import hive
from flask import Flask, request

app = Flask(__name__)


@app.post("/write")
def write():
    job = hive.load()
    job["command"] = request.form["command"]
    job["folder"] = "/srv"
    os.system(job["folder"])  # clean: a constant
    os.system(job["command"])  # missed: command-injection -- what is put into a mapping of no known origin is not followed
    return ""


@app.post("/overwrite")
def overwrite():
    job = request.get_json()
    job["command"] = "ls"
    job["name"] = bleach.clean(job["name"])
    os.system(job["command"])  # clean: overwritten
    os.system(job.get("command"))  # clean: overwritten
    os.system(job["other"])  # flaw: command-injection
    os.system(job.get("other", ""))  # flaw: command-injection
    os.system(f"echo {job}")  # flaw: command-injection
    return "<p>" + job["name"]  # clean: sanitized


@app.post("/rest")
def rest():
    job = request.get_json()
    job["seen"] = True
    for key, value in job.items():
        os.system(key)  # flaw: command-injection
        os.system(value)  # flaw: command-injection
    return "<p>" + job["name"]  # flaw: cross-site-scripting


@app.post("/branch")
def branch():
    job = request.get_json()
    if job.get("plain"):
        job["command"] = "ls"
    os.system(job["command"])  # flaw: command-injection
    return ""


@app.post("/client")
def client():
    store = hive.connect()
    store["table"] = "bees"
    store.execute("select " + request.form["column"])  # flaw: sql-injection
    return ""


@app.post("/answer")
def answer():
    job = request.get_json()
    job["seen"] = True
    return job  # clean: it is answered as JSON
