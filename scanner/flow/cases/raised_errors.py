"""What views and their helpers raise reaches the handlers of errors, with what it holds."""

import os

from flask import Flask, jsonify, request

app = Flask(__name__)


class Rejected(Exception):
    def __init__(self, name, number=0):
        super().__init__(f"rejected {name}")
        self.name = name
        self.number = number


class Worse(Rejected):
    pass


class Other(Exception):
    def __init__(self, text):
        super().__init__(text)
        self.text = text


@app.errorhandler(Rejected)
def rejected(error):
    os.system("log " + error.name)  # flaw: command-injection
    os.system(f"count {error.number}")  # clean: a number
    return jsonify(name=error.name), 400  # clean: JSON


@app.errorhandler(Other)
def other(error):
    os.system("log " + error.text)  # clean: caught before it gets here
    return {}


def page_of(error):
    return f"<p>{error.name} is none of ours</p>", 400  # flaw: cross-site-scripting


app.register_error_handler(Worse, page_of)


def check(name):
    if not name.isalpha():
        raise Worse(name)
    return name


@app.get("/raises")
def raises():
    raise Rejected(request.args["name"], int(request.args["number"]))


@app.get("/helper")
def helper():
    return {"name": check(request.args["name"])}


@app.get("/caught")
def caught():
    try:
        raise Other(request.args["name"])
    except Other:
        return {}
