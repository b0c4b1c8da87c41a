"""Small constructs of the language and its library."""

import os
from contextlib import suppress

import redis
from flask import Flask, request

app = Flask(__name__)
store = redis.Redis.from_url("redis://cache.internal")


@app.get("/suppressed")
def suppressed():
    x = request.args["x"]
    with suppress(ValueError):
        x = str(int(x))
    os.system("take " + x)  # flaw: command-injection
    y = "0"
    with suppress(ValueError):
        y = str(int(request.args["y"]))
    os.system("take " + y)  # clean: a number either way
    return {}


@app.get("/script")
def script():
    store.eval("return redis.call('get', '" + request.args["k"] + "')", 0)  # flaw: code-injection
    store.eval("return redis.call('get', KEYS[1])", 1, request.args["k"])  # clean: a key
    return {}


class Bot:
    def run(self, name, *args):
        return getattr(self, f"cmd_{name}", self.unknown)(*args)

    def unknown(self, *args):
        return "what?"

    def cmd_deploy(self, branch):
        os.system("deploy " + branch)  # flaw: command-injection

    def cmd_logs(self, service):
        if service in ("web", "worker"):
            os.system("logs " + service)  # clean: one of ours

    def internal(self, text):
        os.system("internal " + text)  # clean: no name that begins with `cmd_`


@app.post("/bot")
def bot():
    name, *args = request.form["text"].split()
    Bot().run(name, *args)
    return {}
