"""Entries of dictionaries, lists, tuples and the containers of the standard library."""

import configparser
import os
import queue
from collections import ChainMap, OrderedDict, defaultdict, deque, namedtuple

from flask import Flask, request

app = Flask(__name__)
Pair = namedtuple("Pair", "left right")


@app.get("/dictionary")
def dictionary():
    entries = {"a": request.args["name"], "b": "ls"}
    os.system(entries["a"])  # flaw: command-injection
    os.system(entries["b"])  # clean: another key
    os.system(entries.get("b"))  # clean: another key
    entries["a"] = "ls"
    os.system(entries["a"])  # clean: overwritten
    return ""


@app.get("/stored")
def stored():
    entries = {}
    entries["key"] = "ls"
    entries["other"] = request.args["name"]
    os.system(entries["key"])  # clean: another key
    os.system(entries["other"])  # flaw: command-injection
    return ""


@app.get("/unknown")
def unknown():
    entries = {"a": "ls", "b": "ps"}
    entries[request.args["key"]] = request.args["name"]
    os.system(entries["a"])  # flaw: command-injection
    return ""


@app.get("/looked-up")
def looked_up():
    entries = {"a": "ls", "b": "ps"}
    os.system(entries[request.args["key"]])  # clean: one of two constants
    os.system(entries.get(request.args["key"], "ls"))  # clean: one of three constants
    os.system(entries.get(request.args["key"], request.args["key"]))  # flaw: command-injection
    return ""


@app.get("/merged")
def merged():
    one = {"a": request.args["name"]}
    both = {**one, "b": "ls"}
    os.system(both["a"])  # flaw: command-injection
    os.system(both["b"])  # clean: another key
    third = {**one, "a": "ls"}
    os.system(third["a"])  # clean: the later entry wins
    return ""


@app.get("/updated")
def updated():
    entries = {"a": "ls"}
    entries.update(b=request.args["name"])
    os.system(entries["a"])  # clean: another key
    os.system(entries["b"])  # flaw: command-injection
    entries.update({"b": "ps"})
    os.system(entries["b"])  # clean: overwritten
    return ""


@app.get("/items")
def items():
    entries = {"a": request.args["name"]}
    for key, value in entries.items():
        os.system(key)  # clean: the keys are constants
        os.system(value)  # flaw: command-injection
    return ""


@app.get("/setdefault")
def setdefault():
    entries = {}
    os.system(entries.setdefault("a", request.args["name"]))  # flaw: command-injection
    entries.setdefault("rows", []).append(request.args["name"])
    os.system(entries["rows"][0])  # flaw: command-injection
    return ""


@app.get("/list")
def of_list():
    words = ["ls", request.args["name"], "ps"]
    os.system(words[0])  # clean: another index
    os.system(words[1])  # flaw: command-injection
    os.system(words[-1])  # clean: the last
    os.system(words[-2])  # flaw: command-injection
    return ""


@app.get("/tuple")
def of_tuple():
    pair = (request.args["name"], "ls")
    os.system(pair[0])  # flaw: command-injection
    os.system(pair[1])  # clean: another index
    return ""


@app.get("/nested")
def nested():
    table = {"rows": [{"name": request.args["name"], "kind": "ls"}]}
    os.system(table["rows"][0]["name"])  # flaw: command-injection
    os.system(table["rows"][0]["kind"])  # clean: another key
    return ""


@app.get("/named")
def named():
    pair = Pair(request.args["name"], "ls")
    os.system(pair.left)  # flaw: command-injection
    os.system(pair.right)  # clean: another field
    os.system(pair[1])  # clean: another field
    return ""


@app.get("/standard")
def standard():
    ordered = OrderedDict(a="ls")
    ordered["b"] = request.args["name"]
    os.system(ordered["a"])  # clean: another key
    os.system(ordered["b"])  # flaw: command-injection
    groups = defaultdict(list)
    groups["a"].append(request.args["name"])
    os.system(groups["a"][0])  # flaw: command-injection
    line = deque()
    line.append(request.args["name"])
    os.system(line.popleft())  # flaw: command-injection
    waiting = queue.Queue()
    waiting.put(request.args["name"])
    os.system(waiting.get())  # flaw: command-injection
    chained = ChainMap({"a": request.args["name"]})
    os.system(chained["a"])  # flaw: command-injection
    return ""


@app.get("/settings")
def settings():
    parser = configparser.ConfigParser()
    parser.add_section("jobs")
    parser.set("jobs", "a", "ls")
    parser.set("jobs", "b", request.args["name"])
    os.system(parser.get("jobs", "a"))  # clean: another option
    os.system(parser.get("jobs", "b"))  # flaw: command-injection
    return ""
