"""Lists that grow, shrink and are cut."""

import os

from flask import Flask, request

app = Flask(__name__)


@app.get("/append")
def append():
    words = ["a", "b"]
    words.append(request.args["name"])
    os.system(words[0])  # clean: before the appended one
    os.system(words[2])  # flaw: command-injection
    return ""


@app.get("/shifted")
def shifted():
    words = ["a", "b"]
    words.append(request.args["name"])
    words.append("d")
    words.pop(0)
    os.system(words[0])  # clean: the second constant
    os.system(words[1])  # flaw: command-injection
    os.system(words[2])  # clean: the last constant
    return ""


@app.get("/popped")
def popped():
    words = ["ls", request.args["name"]]
    os.system(words.pop())  # flaw: command-injection
    os.system(words.pop())  # clean: what is left
    return ""


@app.get("/inserted")
def inserted():
    words = ["ls", "ps"]
    words.insert(0, request.args["name"])
    os.system(words[0])  # flaw: command-injection
    os.system(words[1])  # clean: a constant moved up
    return ""


@app.get("/cut")
def cut():
    words = ["ls", request.args["name"], "ps"]
    os.system(words[:1][0])  # clean: cut off
    os.system(words[1:][0])  # flaw: command-injection
    os.system(words[2:][0])  # clean: cut off
    return ""


@app.get("/removed")
def removed():
    words = [request.args["name"], "ls"]
    del words[0]
    os.system(words[0])  # clean: the data is gone
    return ""


@app.get("/cleared")
def cleared():
    words = [request.args["name"]]
    words.clear()
    words.append("ls")
    os.system(words[0])  # clean: the data is gone
    return ""


@app.get("/extended")
def extended():
    words = ["ls"]
    words.extend(request.args.getlist("word"))
    words += ["ps"]
    os.system(" ".join(words))  # flaw: command-injection
    return ""


@app.get("/deleted-key")
def deleted_key():
    entries = {"a": request.args["name"], "b": "ls"}
    taken = entries.pop("b")
    os.system(taken)  # clean: another key
    del entries["a"]
    os.system(entries.get("a", "ls"))  # clean: the data is gone
    return ""
