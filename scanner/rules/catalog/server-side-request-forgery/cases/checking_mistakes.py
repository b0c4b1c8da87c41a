"""Checks of addresses that do not hold."""

from urllib.parse import urlparse

import requests
from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/contains")
def contains():
    url = request.args["url"]
    if "example.com" not in url:
        abort(400)
    return {"status": requests.get(url).status_code}  # flaw: server-side-request-forgery


@app.get("/scheme")
def scheme():
    url = request.args["url"]
    if urlparse(url).scheme not in ("http", "https"):
        abort(400)
    return {"status": requests.get(url).status_code}  # flaw: server-side-request-forgery


@app.get("/begins")
def begins():
    url = request.args["url"]
    if not url.startswith("https://images.example.com"):
        abort(400)
    return {"status": requests.get(url).status_code}  # flaw: server-side-request-forgery


@app.get("/ends")
def ends():
    host = request.args["host"]
    if not host.endswith("example.com"):
        abort(400)
    return {"status": requests.get(f"https://{host}/").status_code}  # flaw: server-side-request-forgery


@app.get("/forbidden")
def forbidden():
    url = request.args["url"]
    if urlparse(url).hostname in ("localhost", "127.0.0.1"):
        abort(400)
    return {"status": requests.get(url).status_code}  # flaw: server-side-request-forgery


@app.get("/other-variable")
def other_variable():
    url = request.args["url"]
    if urlparse(request.args.get("checked", "")).hostname != "example.com":
        abort(400)
    return {"status": requests.get(url).status_code}  # flaw: server-side-request-forgery
