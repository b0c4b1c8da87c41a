"""Web hooks, checked by a function that raises."""
from urllib.parse import urlparse

import requests
from flask import Flask, request

app = Flask(__name__)


class Forbidden(Exception):
    pass


def check(url):
    parsed = urlparse(url)
    if parsed.scheme != "https":
        raise Forbidden("scheme")
    if parsed.hostname not in {"hooks.example.com", "hooks.example.net"}:
        raise Forbidden("host")
    return url


def check_scheme(url):
    if urlparse(url).scheme not in ("http", "https"):
        raise Forbidden("scheme")
    return url


@app.post("/a")
def a():
    requests.post(check(request.json["url"]), json={}, timeout=3)  # clean: the host is on the list
    return {}


@app.post("/b")
def b():
    requests.post(check_scheme(request.json["url"]), json={}, timeout=3)  # flaw: server-side-request-forgery
    return {}


@app.post("/c")
def c():
    urls = [u for u in request.json["urls"] if urlparse(u).hostname == "hooks.example.com"]
    for url in urls:
        requests.post(url, json={}, timeout=3)  # clean: filtered by host
    return {}


@app.post("/d")
def d():
    try:
        check(request.json["url"])
    except Forbidden:
        pass
    requests.post(request.json["url"], timeout=3)  # flaw: server-side-request-forgery
    return {}
