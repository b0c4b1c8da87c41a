"""The host is settled before the visitor's part begins."""

from urllib.parse import quote, urlencode, urljoin, urlparse, urlsplit

import requests
from flask import Flask, abort, request

app = Flask(__name__)
API = "https://api.example.com/"
HOSTS = {"images.example.com", "static.example.com"}
TARGETS = {"eu": "https://eu.example.com/", "us": "https://us.example.com/"}


@app.get("/prefix")
def prefix():
    return {"status": requests.get("https://api.example.com/towns/" + request.args["town"]).status_code}  # clean: the host is settled


@app.get("/constant")
def constant():
    return {"status": requests.get(API + request.args["path"]).status_code}  # clean: the host is settled


@app.get("/formatted/<int:number>")
def formatted(number):
    return {"status": requests.get(f"{API}orders/{number}").status_code}  # clean: the host is settled


@app.get("/query")
def query():
    return {"status": requests.get("https://api.example.com?" + urlencode({"q": request.args["q"]})).status_code}  # clean: the host is settled


@app.get("/parameters")
def parameters():
    answer = requests.get("https://api.example.com/search", params={"q": request.args["q"]})  # clean: a parameter
    return {"status": answer.status_code}


@app.post("/body")
def body():
    answer = requests.post("https://api.example.com/orders", json=request.get_json())  # clean: a body
    return {"status": answer.status_code}


@app.get("/listed")
def listed():
    url = request.args["url"]
    if urlparse(url).hostname not in HOSTS:
        abort(400)
    return {"status": requests.get(url).status_code}  # clean: the host is on the list


@app.get("/equal")
def equal():
    url = request.args["url"]
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.netloc != "images.example.com":
        abort(400)
    return {"status": requests.get(url).status_code}  # clean: the host is that one


@app.get("/table")
def table():
    base = TARGETS.get(request.args["region"], TARGETS["eu"])
    return {"status": requests.get(base + "status").status_code}  # clean: an address of ours


@app.get("/begins")
def begins():
    url = request.args["url"]
    if not url.startswith("https://images.example.com/"):
        abort(400)
    return {"status": requests.get(url).status_code}  # clean: begins with scheme, host and slash


@app.get("/quoted")
def quoted():
    name = quote(request.args["name"], safe="")
    return {"status": requests.get("https://" + "api.example.com" + "/users/" + name).status_code}  # clean: the host is settled


@app.get("/joined")
def joined():
    # A full address as second part replaces the first.
    url = urljoin("https://api.example.com/", request.args["path"])
    return {"status": requests.get(url).status_code}  # flaw: server-side-request-forgery
