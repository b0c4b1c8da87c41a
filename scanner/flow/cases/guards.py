"""A check holds on the branch on which it was passed, and nowhere else."""

import os
import re
from urllib.parse import urlparse

from flask import Flask, abort, redirect, request

app = Flask(__name__)
NAMES = {"daily", "weekly"}


@app.get("/member")
def member():
    name = request.args["name"]
    if name in NAMES:
        os.system(name)  # clean: one of the names
    else:
        os.system(name)  # flaw: command-injection
    return ""


@app.get("/left")
def left():
    name = request.args["name"]
    if name not in ("daily", "weekly"):
        abort(400)
    os.system(name)  # clean: one of the names
    return ""


@app.get("/equal")
def equal():
    name = request.args["name"]
    if name == "daily" or name == "weekly":
        os.system(name)  # clean: one of the names
    if name != "daily":
        os.system(name)  # flaw: command-injection
    return ""


@app.get("/digits")
def digits():
    name = request.args["name"]
    if not name.isdigit():
        return "digits", 400
    os.system("kill " + name)  # clean: digits
    return ""


@app.get("/pattern")
def pattern():
    name = request.args["name"]
    if re.fullmatch(r"[a-z0-9]+", name):
        os.system("touch " + name)  # clean: letters and digits
    if re.match(r"[a-z0-9]+", name):
        os.system("touch " + name)  # flaw: command-injection
    if not re.fullmatch(r"[a-z0-9]+", name):
        raise ValueError(name)
    os.system("touch " + name)  # clean: letters and digits
    return ""


@app.get("/type")
def of_type():
    data = request.get_json()["count"]
    if isinstance(data, int):
        os.system(f"sleep {data}")  # clean: a number
    os.system(f"sleep {data}")  # flaw: command-injection
    return ""


@app.get("/host")
def host():
    target = request.args["next"]
    if urlparse(target).netloc != "www.example.com":
        return redirect("/")
    return redirect(target)  # clean: one host


@app.get("/negated")
def negated():
    target = request.args["next"]
    if urlparse(target).netloc == "www.example.com":
        return redirect("/")
    return redirect(target)  # flaw: open-redirect


@app.get("/overwritten")
def overwritten():
    name = request.args["name"]
    if name not in NAMES:
        name = "daily"
    os.system(name)  # clean: one of the names
    return ""


@app.get("/no-effect")
def no_effect():
    name = request.args["name"]
    if name not in NAMES:
        print("strange name")
    os.system(name)  # flaw: command-injection
    return ""


@app.get("/other")
def other():
    name, kind = request.args["name"], request.args["kind"]
    if kind not in NAMES:
        abort(400)
    os.system(name)  # flaw: command-injection
    return ""


@app.get("/changed")
def changed():
    name = request.args["name"]
    if name not in NAMES:
        abort(400)
    name = request.args["other"]
    os.system(name)  # flaw: command-injection
    return ""


@app.get("/asserted")
def chained():
    name = request.args["name"]
    if name and name in NAMES and len(name) < 9:
        os.system(name)  # clean: one of the names
    return ""


def check(name):
    if name not in NAMES:
        abort(404)


def is_known(name):
    return name in NAMES


def is_digits(name):
    if not name.isdigit():
        return False
    return True


def demand(name):
    if not re.fullmatch("[a-z]+", name):
        raise ValueError("letters only")
    return name


@app.get("/aborting-helper")
def aborting_helper():
    name = request.args["name"]
    check(name)
    os.system(name)  # clean: the helper aborts
    return ""


@app.get("/boolean-helper")
def boolean_helper():
    name = request.args["name"]
    if is_known(name):
        os.system(name)  # clean: the helper said yes
    if not is_digits(name):
        abort(400)
    os.system(name)  # clean: digits
    return ""


@app.get("/raising-helper")
def raising_helper():
    os.system(demand(request.args["name"]))  # clean: the helper raises
    return ""


@app.get("/unasked-helper")
def unasked_helper():
    name = request.args["name"]
    is_known(name)
    os.system(name)  # flaw: command-injection
    return ""
