"""Formats of a visitor, with and without an object."""
from flask import Flask, request

app = Flask(__name__)


class User:
    name = "x"


@app.get("/f1")
def f1():
    user = User()
    request.args["t"].format(user=user)  # flaw: format-string
    ("Hello " + request.args["t"] + " {user.name}").format(user=user)  # flaw: format-string
    "Hello {}".format(request.args["t"])  # clean: data
    request.args["t"].format("x")  # clean: no object
    return ""
