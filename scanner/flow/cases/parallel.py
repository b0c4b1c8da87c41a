"""Threads, executors and later calls get their arguments all the same."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from itertools import chain

from flask import Flask, after_this_request, request

app = Flask(__name__)


def run(command):
    os.system(command)  # flaw: command-injection


def submitted(command):
    os.system(command)  # flaw: command-injection


@app.get("/thread/<name>")
def thread(name):
    threading.Thread(target=run, args=(name,)).start()
    return {}


@app.get("/executor/<name>")
def executor(name):
    with ThreadPoolExecutor() as pool:
        pool.submit(submitted, name)
    return {}


@app.get("/after/<name>")
def after(name):
    @after_this_request
    def clean_up(response):
        os.system(name)  # flaw: command-injection
        return response

    return {}


@app.get("/reduce")
def of_reduce():
    os.system(reduce(lambda a, b: a + b, request.args.getlist("word")))  # flaw: command-injection
    for word in chain(["ls"], request.args.getlist("word")):
        os.system(word)  # flaw: command-injection
    for at, word in enumerate(request.args.getlist("word")):
        os.system(f"sleep {at}")  # clean: a number
        os.system(word)  # flaw: command-injection
    for left, right in zip(["ls"], request.args.getlist("word")):
        os.system(left)  # clean: of the constants
        os.system(right)  # flaw: command-injection
    return {}
