"""Tables of classes and functions that nobody writes down: derived classes, metaclasses, what a module or a class holds."""

import inspect
import os
import sys

from flask import Flask, request

app = Flask(__name__)


class Exporter:
    kind = ""

    def run(self, target):
        raise NotImplementedError


class Tar(Exporter):
    kind = "tar"

    def run(self, target):
        return os.system("tar -cf /srv/out.tar " + target)  # flaw: command-injection


class Listing(Exporter):
    kind = "listing"

    def run(self, target):
        return len(os.listdir("/srv/" + os.path.basename(target)))  # clean: a name alone


EXPORTERS = {exporter.kind: exporter for exporter in Exporter.__subclasses__()}


class Registered(type):
    """Knows every class that it made."""

    known = {}

    def __new__(mcs, name, bases, body):
        made = super().__new__(mcs, name, bases, body)
        mcs.known[name.lower()] = made
        return made


class Probe(metaclass=Registered):
    def start(self, host):
        raise NotImplementedError


class Ping(Probe):
    def start(self, host):
        return os.system("ping -c 1 " + host)  # flaw: command-injection


class Count(Probe):
    def start(self, host):
        return len(host)


class Counted(type):
    all = []

    def __init__(cls, name, bases, body):
        super().__init__(name, bases, body)
        Counted.all.append(cls)


class Draw(metaclass=Counted):
    def show(self, what):
        return os.system("draw " + what)  # flaw: command-injection


class Menu:
    dishes = {}

    def make_soup(self, of):
        return os.system("cook soup " + of)  # flaw: command-injection

    def taste(self, of):
        return os.system("taste " + of)  # clean: nobody serves it


for _name, _dish in Menu.__dict__.items():
    if _name.startswith("make_"):
        Menu.dishes[_name[5:]] = _dish


def job_clean(where):
    return os.system("clean " + where)  # flaw: command-injection


def job_count(where):
    return len(where)


def helper(where):
    return os.system("help " + where)  # clean: it is no job


JOBS = {name[4:]: job for name, job in globals().items() if name.startswith("job_")}
CLASSES = dict(inspect.getmembers(sys.modules[__name__], inspect.isclass))


@app.get("/export/<kind>")
def export(kind):
    return str(EXPORTERS[kind]().run(request.args["target"]))


@app.get("/probe/<kind>")
def probe(kind):
    return str(Registered.known[kind]().start(request.args["host"]))


@app.get("/draw")
def draw():
    return {"drawn": [bool(drawn().show(request.args["what"])) for drawn in Counted.all]}


@app.get("/menu/<name>")
def menu(name):
    return str(Menu.dishes[name](Menu(), request.args["of"]))


@app.get("/jobs/<name>")
def jobs(name):
    return str(JOBS[name](request.args["where"]))


@app.get("/classes/<name>")
def classes(name):
    return {"started": bool(CLASSES[name]().start(request.args["host"]))}
