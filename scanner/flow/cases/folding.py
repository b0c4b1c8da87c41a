"""Branches that are never taken carry nothing."""

import os

from flask import Flask, request

app = Flask(__name__)
LIMIT = 86
DEBUG = False


@app.get("/arithmetic")
def arithmetic():
    name = request.args["name"]
    number = 106
    chosen = "ls" if 7 * 18 + number > 200 else name
    os.system(chosen)  # clean: the other branch is never taken
    other = "ls" if 7 * 42 - LIMIT > 500 else name
    os.system(other)  # flaw: command-injection
    return ""


@app.get("/statement")
def statement():
    name = request.args["name"]
    number = LIMIT
    if (500 // 42) + number > 200:
        chosen = name
    else:
        chosen = "ls"
    os.system(chosen)  # clean: the other branch is never taken
    return ""


@app.get("/switch")
def switch():
    name = request.args["name"]
    guess = "ABC"
    target = guess[2]
    match target:
        case "A":
            chosen = name
        case "B" | "D":
            chosen = name
        case "C":
            chosen = "ls"
        case _:
            chosen = name
    os.system(chosen)  # clean: the letter is C
    match guess[1]:
        case "B":
            other = name
        case _:
            other = "ls"
    os.system(other)  # flaw: command-injection
    return ""


@app.get("/methods")
def methods():
    name = request.args["name"]
    if "production".startswith("dev"):
        os.system(name)  # clean: the other branch is never taken
    if "Production".lower() == "production":
        os.system(name)  # flaw: command-injection
    if "x" in "production":
        os.system(name)  # clean: the other branch is never taken
    if len("abc") == 4:
        os.system(name)  # clean: never
    return ""


@app.get("/flag")
def flag():
    if DEBUG:
        os.system(request.args["name"])  # clean: never
    if not DEBUG and LIMIT:
        os.system(request.args["name"])  # flaw: command-injection
    return ""


@app.get("/after")
def after():
    name = request.args["name"]
    while True:
        break
    os.system(name)  # flaw: command-injection
    return ""
    os.system(name)  # clean: never reached


@app.get("/short")
def short():
    name = request.args["name"]
    os.system("ls" or name)  # clean: the first is true
    os.system("" or name)  # flaw: command-injection
    os.system(False and name or "ls")  # clean: the first is false
    return ""


def stored(value, convert=None):
    if convert is not None:
        value = convert(value)
    return value


@app.get("/converted")
def converted():
    os.system("ls " + str(stored(request.args["name"], int)))  # clean: a function is not None
    os.system("ls " + stored(request.args["name"]))  # flaw: command-injection
    return ""
