"""Hosts below a domain of ours, paths without a host, and files that stand where an address may stand."""

import http.client
from urllib.parse import urlparse

import httpx
import pandas
import requests
from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/below")
def below():
    url = request.args["url"]
    if not urlparse(url).netloc.endswith(".example.com"):
        abort(400)
    return {"code": requests.get(url, timeout=3).status_code}  # clean: a host of ours


@app.get("/ends")
def ends():
    url = request.args["url"]
    if not urlparse(url).netloc.endswith("example.com"):
        abort(400)
    return {"code": requests.get(url, timeout=3).status_code}  # flaw: server-side-request-forgery


@app.get("/clients/<name>")
async def clients(name):
    own = http.client.HTTPSConnection("example.com")
    own.request("GET", "/" + name)  # clean: the connection has its host
    async with httpx.AsyncClient(base_url="https://example.com") as client:
        await client.get("/items/" + name)  # clean: a path
    return {}


@app.put("/table")
def table():
    return {"rows": len(pandas.read_csv(request.files["table"]))}  # clean: an open file
