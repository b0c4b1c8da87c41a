"""Clients side by side, and the checks of an address."""
import http.client
import socket
import urllib.request
from urllib.parse import urlparse, quote
import aiohttp
import httpx
import requests
import urllib3
import ipaddress
from flask import Flask, request, abort

app = Flask(__name__)
ALLOWED = ["api.example.com", "cdn.example.com"]


@app.route("/u1")
def u1():
    return requests.get(request.args["url"]).text  # flaw: server-side-request-forgery


@app.route("/u2")
def u2():
    url = request.args["url"]
    if urlparse(url).hostname not in ALLOWED:
        abort(400)
    return requests.get(url, timeout=3).text  # clean: listed


@app.route("/u3")
def u3():
    r = requests.get("https://api.example.com/users/" + quote(request.args["id"], safe=""))  # clean: fixed host
    return r.text


@app.route("/u4")
def u4():
    with urllib.request.urlopen(request.args["url"]) as r:  # flaw: server-side-request-forgery
        return r.read()


@app.route("/u5")
async def u5():
    async with httpx.AsyncClient() as client:
        r = await client.get(request.args["url"])  # flaw: server-side-request-forgery
    async with aiohttp.ClientSession() as session:
        async with session.get(request.args["url"]) as resp:  # flaw: server-side-request-forgery
            return await resp.text()


@app.route("/u6")
def u6():
    s = requests.Session()
    s.headers["x"] = "y"
    s.post(request.form["hook"], json={"a": 1})  # flaw: server-side-request-forgery
    requests.request("GET", f"http://{request.form['host']}/status")  # flaw: server-side-request-forgery
    httpx.get(f"http://{request.form['host']}:8080/")  # flaw: server-side-request-forgery
    urllib3.PoolManager().request("GET", request.form["u"])  # flaw: server-side-request-forgery
    return ""


@app.route("/u7")
def u7():
    conn = http.client.HTTPSConnection(request.args["host"])  # flaw: server-side-request-forgery
    conn.request("GET", "/")
    req = urllib.request.Request(request.args["u"], headers={"a": "b"})  # flaw: server-side-request-forgery
    urllib.request.urlopen(req)
    return ""


@app.route("/u8")
def u8():
    sock = socket.create_connection((request.args["host"], 80))  # flaw: server-side-request-forgery
    return ""


URLS = {"a": "https://a.example.com", "b": "https://b.example.com"}


@app.route("/u9")
def u9():
    url = URLS.get(request.args["k"])
    if url is None:
        abort(404)
    return requests.get(url).text  # clean: table


@app.route("/u10")
def u10():
    requests.get("https://api.example.com/search", params={"q": request.args["q"]})  # clean: parameters
    requests.post("https://api.example.com/search", json=request.get_json())  # clean: body
    n = int(request.args["n"])
    requests.get(f"https://api.example.com/items/{n}")  # clean: number
    return ""


def allowed(url):
    parsed = urlparse(url)
    if parsed.scheme != "https":
        return False
    return parsed.hostname in ALLOWED


@app.route("/u11")
def u11():
    url = request.args["url"]
    if not allowed(url):
        return "no", 400
    return requests.get(url).text  # clean: checked in a helper


class Fetcher:
    def __init__(self, base):
        self.base = base
        self.session = requests.Session()

    def fetch(self, path):
        return self.session.get(self.base + path)  # flaw: server-side-request-forgery


@app.route("/u12")
def u12():
    Fetcher(request.args["base"]).fetch("/x")
    return ""


@app.route("/u13")
def u13():
    url = request.args["url"]
    if not url.startswith("https://api.example.com/"):
        abort(400)
    return requests.get(url).text  # clean: begins with the host


@app.route("/u14")
def u14():
    host = request.args["host"]
    if host not in ALLOWED:
        abort(400)
    return requests.get("http://" + host).text  # clean: listed


@app.route("/u15")
def u15():
    sub = request.args["sub"]
    return requests.get(f"https://{sub}.example.com/").text  # flaw: server-side-request-forgery
