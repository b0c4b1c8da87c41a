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
