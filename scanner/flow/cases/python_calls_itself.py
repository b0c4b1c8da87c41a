"""Methods that Python itself calls: iterators, contexts, properties with setters, classes that are derived."""

import os
import re

from flask import Flask, request

app = Flask(__name__)


class Words:
    def __init__(self, text):
        self.words = text.split()
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= len(self.words):
            raise StopIteration
        self.at += 1
        return self.words[self.at - 1]


class Lines:
    def __init__(self, lines):
        self.lines = lines

    def __getitem__(self, number):
        return self.lines[number]


@app.get("/iterators")
def iterators():
    for word in Words(request.args["text"]):
        os.system(word)  # flaw: command-injection
    for word in Words("ls pwd"):
        os.system(word)  # clean: ours
    for line in Lines(request.args.getlist("line")):
        os.system(line)  # flaw: command-injection
    return {}


class Batch:
    def __init__(self):
        self.commands = []

    def __enter__(self):
        return self

    def add(self, command, number):
        self.commands.append((command, number))

    def __exit__(self, kind, value, traceback):
        for command, number in self.commands:
            os.system(command)  # flaw: command-injection
            os.system(f"sleep {number}")  # clean: a number
        return False


@app.get("/context")
def context():
    with Batch() as batch:
        batch.add(request.args["command"], 1)
    return {}


class Early:
    def __init__(self, command):
        self.command = command

    def __enter__(self):
        return self

    def __exit__(self, *error):
        os.system(self.command)  # flaw: command-injection


@app.get("/context-left-early")
def context_left_early():
    with Early(request.args["command"]):
        return {}


class Host:
    def __init__(self, name):
        self.name = name

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        if not re.fullmatch(r"[a-z0-9.]+", value):
            raise ValueError("no name of a host")
        self._name = value


class Line:
    @property
    def whole(self):
        return self.command + " " + self.target

    @whole.setter
    def whole(self, value):
        self.command, _, self.target = value.partition(" ")


@app.get("/setters")
def setters():
    os.system("ping " + Host(request.args["host"]).name)  # clean: checked by the setter
    line = Line()
    line.whole = request.args["line"]
    os.system(line.target)  # flaw: command-injection
    line.whole = "ls /tmp"
    os.system(line.target)  # clean: set anew
    return {}


class Plugin:
    registry = {}

    def __init_subclass__(cls, name=None, **options):
        super().__init_subclass__(**options)
        Plugin.registry[name or cls.__name__.lower()] = cls

    def run(self, options):
        return self.perform(**options)


class Convert(Plugin, name="convert"):
    def perform(self, source, **rest):
        os.system("convert " + source)  # flaw: command-injection


class Count(Plugin):
    def perform(self, **rest):
        os.system("count")  # clean: a constant


@app.get("/plugins/<name>")
def plugins(name):
    Plugin.registry[name]().run(request.args.to_dict())
    return {}
