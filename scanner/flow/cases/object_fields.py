"""Fields of objects are told apart, and what overwrites a field takes the old value away."""

import os

from flask import Flask, request

app = Flask(__name__)


class Job:
    def __init__(self, name):
        self.name = name
        self.kind = "import"


class Box:
    inner = None


@app.get("/fields")
def fields():
    job = Job(request.args["name"])
    os.system(job.name)  # flaw: command-injection
    os.system(job.kind)  # clean: another field
    return ""


@app.get("/overwritten")
def overwritten():
    job = Job(request.args["name"])
    job.name = "nightly"
    os.system(job.name)  # clean: overwritten
    job.kind = request.args["kind"]
    os.system(job.kind)  # flaw: command-injection
    return ""


@app.get("/deep")
def deep():
    box = Box()
    box.inner = Job(request.args["name"])
    os.system(box.inner.name)  # flaw: command-injection
    os.system(box.inner.kind)  # clean: another field of the inner object
    box.inner = Job("nightly")
    os.system(box.inner.name)  # clean: the inner object was replaced
    return ""


@app.get("/alias")
def alias():
    first = Job("nightly")
    second = first
    second.name = request.args["name"]
    os.system(first.name)  # flaw: command-injection
    first.name = "weekly"
    os.system(second.name)  # clean: the same object, overwritten
    return ""


@app.get("/two")
def two():
    first, second = Job("nightly"), Job("weekly")
    first.name = request.args["name"]
    os.system(second.name)  # clean: another object
    return ""


@app.get("/one-branch")
def one_branch():
    job = Job(request.args["name"])
    if request.args.get("safe"):
        job.name = "nightly"
    os.system(job.name)  # flaw: command-injection
    return ""


@app.get("/set-by-name")
def set_by_name():
    job = Job("nightly")
    setattr(job, "name", request.args["name"])
    os.system(getattr(job, "name"))  # flaw: command-injection
    os.system(getattr(job, "kind"))  # clean: another field
    return ""
