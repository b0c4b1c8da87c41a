"""Decorators on functions and classes, with arguments and without."""

import functools
import os

from flask import Flask, request

app = Flask(__name__)


def plain(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def prefixed(prefix):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(value):
            return function(prefix + value)

        return wrapper

    return decorate


def replaced(function):
    def wrapper(value):
        return "ls"

    return wrapper


def giving(function):
    @functools.wraps(function)
    def wrapper():
        return function(request.args["name"])

    return wrapper


def labelled(cls):
    cls.label = "ls"
    return cls


@plain
def one(value):
    return value


@prefixed("ls ")
def two(value):
    return value


@replaced
def three(value):
    return value


@labelled
class Job:
    def __init__(self, name):
        self.name = name


@functools.lru_cache(maxsize=None)
def cached(value):
    return value


@app.get("/helpers")
def helpers():
    os.system(one(request.args["name"]))  # flaw: command-injection
    os.system(two(request.args["name"]))  # flaw: command-injection
    os.system(three(request.args["name"]))  # clean: the decorator gives a constant
    os.system(cached(request.args["name"]))  # flaw: command-injection
    return ""


@app.get("/given")
@giving
def given(name):
    os.system(name)  # flaw: command-injection
    return ""


@app.get("/wrapped/<name>")
@plain
def wrapped(name):
    os.system(name)  # flaw: command-injection
    return ""


@app.get("/class")
def of_class():
    job = Job(request.args["name"])
    os.system(job.name)  # flaw: command-injection
    os.system(job.label)  # clean: a constant
    return ""
