"""Inheritance, properties, special methods and what a method leaves on its object."""

import os
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import Flask, request

app = Flask(__name__)
state = {}
last_name = "ls"


class Base:
    kind = "ls"

    def __init__(self, name):
        self.name = name

    def command(self):
        return "ls"

    def template(self):
        return self.command()

    @staticmethod
    def same(value):
        return value

    @classmethod
    def build(cls, name):
        return cls(name)


class Child(Base):
    def __init__(self, name, mode):
        super().__init__(name)
        self.mode = mode

    def command(self):
        return self.name

    @property
    def shown(self):
        return self.name

    @property
    def fixed(self):
        return "ls"


class Setter:
    _value = "ls"

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, given):
        self._value = given


class Late:
    def __init__(self):
        self.name = None

    def load(self):
        self.name = request.args["name"]

    def run(self):
        os.system(self.name)  # flaw: command-injection


class Special:
    def __init__(self, name):
        self.name = name

    def __call__(self, value):
        return value

    def __getitem__(self, key):
        return self.name

    def __str__(self):
        return self.name

    def __len__(self):
        return len(self.name)

    def __iter__(self):
        yield self.name

    def __add__(self, other):
        return self.name + other


@dataclass
class Record:
    name: str
    kind: str = "ls"
    words: list = field(default_factory=list)


class Point(NamedTuple):
    name: str
    kind: str = "ls"


@app.get("/inherited")
def inherited():
    child = Child(request.args["name"], "ls")
    os.system(child.command())  # flaw: command-injection
    os.system(child.template())  # flaw: command-injection
    os.system(Base(request.args["name"]).template())  # clean: the method of the base
    os.system(child.mode)  # clean: another field
    os.system(child.kind)  # clean: of the class
    return ""


@app.get("/properties")
def properties():
    child = Child(request.args["name"], "ls")
    os.system(child.shown)  # flaw: command-injection
    os.system(child.fixed)  # clean: a constant
    setter = Setter()
    os.system(setter.value)  # clean: not yet set
    setter.value = request.args["name"]
    os.system(setter.value)  # flaw: command-injection
    return ""


@app.get("/methods")
def methods():
    os.system(Base.same(request.args["name"]))  # flaw: command-injection
    os.system(Base.build(request.args["name"]).name)  # flaw: command-injection
    os.system(Base.build("ls").name)  # clean: a constant
    late = Late()
    late.load()
    late.run()
    return ""


@app.get("/special")
def special():
    thing = Special(request.args["name"])
    fixed = Special("ls")
    os.system(thing("ls"))  # clean: what was given comes back
    os.system(fixed(request.args["name"]))  # flaw: command-injection
    os.system(thing["x"])  # flaw: command-injection
    os.system(fixed["x"])  # clean: a constant
    os.system(str(thing))  # flaw: command-injection
    os.system(f"ls {thing}")  # flaw: command-injection
    os.system(f"ls {len(thing)}")  # clean: a number
    os.system(thing + " -l")  # flaw: command-injection
    for word in thing:
        os.system(word)  # flaw: command-injection
    return ""


@app.get("/records")
def records():
    record = Record(request.args["name"])
    os.system(record.name)  # flaw: command-injection
    os.system(record.kind)  # clean: the default
    record.words.append(request.args["word"])
    os.system(record.words[0])  # flaw: command-injection
    point = Point(name=request.args["name"])
    os.system(point.name)  # flaw: command-injection
    os.system(point.kind)  # clean: the default
    return ""


@app.get("/write")
def write():
    global last_name
    last_name = request.args["name"]
    state["name"] = request.args["name"]
    state["kind"] = "ls"
    return ""


@app.get("/read")
def read():
    os.system(last_name)  # flaw: command-injection
    os.system(state["name"])  # flaw: command-injection
    return ""
