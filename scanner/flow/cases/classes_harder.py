"""Mixins, class attributes, methods taken by name, and extensions with init_app."""

import abc
import os

from flask import Flask, request

app = Flask(__name__)


class Runner(abc.ABC):
    prefix = "ls "

    @abc.abstractmethod
    def command(self, name): ...

    def run(self, name):
        os.system(self.command(name))  # flaw: command-injection


class Plain(Runner):
    def command(self, name):
        return self.prefix + name


class Fixed:
    def command(self, name):
        return "ls"


class Loud:
    def command(self, name):
        return super().command(name) + " -l"


class Both(Loud, Plain):
    pass


class Registry:
    known = {}

    @classmethod
    def register(cls, key):
        def decorate(function):
            cls.known[key] = function
            return function

        return decorate


@Registry.register("same")
def same(value):
    return value


@Registry.register("fixed")
def fixed(value):
    return "ls"


class Extension:
    def __init__(self, app=None):
        self.name = None
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        app.before_request(self.before)
        app.add_url_rule("/extension/<name>", view_func=self.view)

    def before(self):
        self.name = request.headers["X-Name"]

    def view(self, name):
        os.system(name)  # flaw: command-injection
        os.system(self.name)  # flaw: command-injection
        return {}


extension = Extension()
extension.init_app(app)


class Lazy:
    def __getattr__(self, key):
        return request.args[key]


class Slots:
    __slots__ = ("name", "kind")

    def __init__(self, **fields):
        for key, value in fields.items():
            setattr(self, key, value)


class Counted:
    last = "ls"

    def remember(self, name):
        Counted.last = name


class Outer:
    class Inner:
        def same(self, value):
            return value


class Words(list):
    def first(self):
        return self[0]


class Table(dict):
    pass


@app.get("/abstract/<name>")
def abstract(name):
    Plain().run(name)
    return {}


@app.get("/both/<name>")
def both(name):
    os.system(Both().command(name))  # flaw: command-injection
    os.system(Fixed().command(name))  # clean: a constant
    return {}


@app.get("/registry/<name>")
def registry(name):
    os.system(Registry.known["same"](name))  # flaw: command-injection
    os.system(Registry.known["fixed"](name))  # clean: a constant
    return {}


@app.get("/by-name/<name>")
def by_name(name):
    os.system(getattr(Plain(), "command")(name))  # flaw: command-injection
    bound = Plain().command
    os.system(bound(name))  # flaw: command-injection
    unbound = Plain.command
    os.system(unbound(Plain(), name))  # flaw: command-injection
    return {}


@app.get("/lazy")
def lazy():
    os.system(Lazy().name)  # flaw: command-injection
    return {}


@app.get("/slots/<name>")
def slots(name):
    os.system(Slots(name=name, kind="ls").name)  # flaw: command-injection
    return {}


@app.get("/counted/<name>")
def counted(name):
    Counted().remember(name)
    os.system(Counted.last)  # flaw: command-injection
    return {}


@app.get("/inner/<name>")
def inner(name):
    os.system(Outer.Inner().same(name))  # flaw: command-injection
    return {}


@app.get("/builtin/<name>")
def builtin(name):
    words = Words()
    words.append(name)
    os.system(words.first())  # flaw: command-injection
    table = Table()
    table["a"] = name
    table["b"] = "ls"
    os.system(table["a"])  # flaw: command-injection
    os.system(table["b"])  # clean: another entry
    return {}


@app.get("/type/<name>")
def of_type(name):
    runner = Plain() if request.args.get("plain") else Fixed()
    os.system(runner.command(name))  # flaw: command-injection
    if isinstance(runner, Fixed):
        os.system(runner.command(name))  # clean: the other class
    return {}
