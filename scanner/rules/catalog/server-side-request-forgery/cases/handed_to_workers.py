"""Functions that are kept in a table and run by workers, with what was sent as their arguments."""
import functools
from concurrent.futures import ThreadPoolExecutor

import requests
from flask import Flask, abort, request

app = Flask(__name__)
workers = ThreadPoolExecutor(2)
JOBS = {}


def job(function):
    @functools.wraps(function)
    def run(**given):
        return function(**given)

    JOBS[function.__name__] = run
    return run


@job
def preview(address):
    return requests.get(address, timeout=5).text[:100]  # flaw: server-side-request-forgery


@job
def total(numbers):
    return str(sum(int(number) for number in numbers))


@app.post("/jobs/<name>")
def start(name):
    function = JOBS.get(name)
    if function is None:
        abort(404)
    return {"result": workers.submit(function, **request.get_json()).result()}


def fetch(address, most):
    return requests.get(address, timeout=5).text[:most]  # flaw: server-side-request-forgery


@app.post("/fetch")
def fetch_later():
    return {"text": workers.submit(fetch, request.form["address"], most=50).result()}


def fetch_ours(path, most):
    return requests.get("https://files.example/" + path, timeout=5).text[:most]  # clean: our host


@app.post("/fetch-ours")
def fetch_ours_later():
    return {"text": workers.submit(fetch_ours, request.form["path"], most=50).result()}
