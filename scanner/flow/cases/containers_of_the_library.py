"""Containers of the standard library, and lists that are repeated."""

import os
from collections import ChainMap, Counter
from dataclasses import dataclass, field
from types import SimpleNamespace

from flask import Flask, request

app = Flask(__name__)


@app.get("/containers")
def containers():
    value = request.args["v"]
    both = ChainMap({"own": "ls"}, {"own": value, "theirs": value})
    os.system(both["own"])  # clean: the first mapping has it
    os.system(both["theirs"])  # flaw: command-injection
    os.system(Counter(value.split()).most_common(1)[0][0])  # flaw: command-injection
    os.system(str(Counter(value.split()).most_common(1)[0][1]))  # clean: a number
    names = SimpleNamespace(own="ls", theirs=value)
    os.system(names.own)  # clean: ours
    os.system(names.theirs)  # flaw: command-injection
    items = ["ls"] * 2
    items[1] = value
    os.system(items[0])  # clean: ours
    os.system(items[1])  # flaw: command-injection
    return {}


@dataclass
class Query:
    table: str
    filters: list = field(default_factory=list)

    def add(self, text):
        self.filters.append(text)
        return self


@app.get("/factories")
def factories():
    os.system(Query("t").add(request.args["v"]).filters[0])  # flaw: command-injection
    os.system(Query("t").add("own").filters[0])  # clean: each has a list of its own
    return {}
