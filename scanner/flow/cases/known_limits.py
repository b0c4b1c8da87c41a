"""What is not followed today, and what is followed too far; each line fails as soon as it improves."""

import itertools
import os
from typing import NamedTuple

from flask import Flask, request

app = Flask(__name__)


class Middleware:
    def __init__(self, wsgi):
        self.wsgi = wsgi

    def __call__(self, environ, start_response):
        os.system("log " + environ["PATH_INFO"])  # missed: command-injection -- what wraps the WSGI application is not called
        return self.wsgi(environ, start_response)


app.wsgi_app = Middleware(app.wsgi_app)


class Point(NamedTuple):
    label: str
    x: int = 0


@app.get("/precision")
def precision():
    values = request.args.getlist("v")
    for ours, theirs in itertools.product(["a", "b"], values):
        os.system(ours)  # noise: command-injection -- the sides of a product are not told apart
        os.system(theirs)  # flaw: command-injection
    for length, group in itertools.groupby(values, key=len):
        os.system(str(length))  # noise: command-injection -- keys of groups are not what the function gives
        os.system(" ".join(group))  # flaw: command-injection
    words = ["select", request.args["x"], "from t"]
    os.system(" ".join(words[::2]))  # noise: command-injection -- slices with a step keep everything
    point = Point(request.args["label"], 1)
    os.system(point._replace(label="ours").label)  # clean: replaced field by field
    sum_ = request.args["sum"]
    if set(sum_) <= set("0123456789+-"):
        os.system("calc " + sum_)  # clean: digits and signs
    return {}
