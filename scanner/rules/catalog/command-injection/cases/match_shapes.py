"""match takes bodies apart."""
import os

from flask import Flask, request

app = Flask(__name__)


class Go:
    __match_args__ = ("where",)

    def __init__(self, where):
        self.where = where


@app.post("/a")
def a():
    match request.get_json():
        case {"op": "list", "path": path}:
            os.system("ls " + path)  # flaw: command-injection
        case {"op": "size", "path": str() as path, **rest}:
            os.system("du " + path)  # flaw: command-injection
        case ["run", *args]:
            os.system(" ".join(args))  # flaw: command-injection
        case int(n) | float(n):
            os.system(f"sleep {n}")  # clean: a number
        case {"op": ("up" | "down") as op}:
            os.system("ifconfig eth0 " + op)  # clean: one of two
        case _:
            os.system("true")
    return ""


@app.post("/b")
def b():
    match Go(request.form["w"]):
        case Go(where="home"):
            os.system("cd home")
        case Go(where):
            os.system("cd " + where)  # flaw: command-injection
    match request.form["c"].split():
        case ["go", direction]:
            os.system("go " + direction)  # flaw: command-injection
        case [("n" | "s") as direction]:
            os.system("go " + direction)  # clean: one of two
    return ""
