"""The server requests addresses that visitors choose."""

import urllib.request
from urllib.request import urlopen

import httpx
import requests
import urllib3
from flask import Flask, request

app = Flask(__name__)


@app.get("/requests")
def with_requests():
    url = request.args["url"]  # source(a): http-query
    return {"size": len(requests.get(url, timeout=3).content)}  # flaw(a): server-side-request-forgery


@app.post("/post")
def post():
    hook = request.get_json()["hook"]
    requests.post(hook, json={"ok": True}, timeout=3)  # flaw: server-side-request-forgery
    return "", 204


@app.get("/request")
def with_request():
    answer = requests.request("GET", url=request.args["url"], timeout=3)  # flaw: server-side-request-forgery
    return {"status": answer.status_code}


@app.get("/session")
def with_session():
    session = requests.Session()
    session.headers["X-From"] = "shop"
    return {"status": session.head(request.args["url"]).status_code}  # flaw: server-side-request-forgery


@app.get("/host")
def host():
    answer = requests.get("https://" + request.args["host"] + "/status", timeout=3)  # flaw: server-side-request-forgery
    return {"status": answer.status_code}


@app.get("/subdomain")
def subdomain():
    answer = requests.get(f"https://{request.args['shop']}.example.com/status", timeout=3)  # flaw: server-side-request-forgery
    return {"status": answer.status_code}


@app.get("/no-slash")
def no_slash():
    answer = requests.get("https://api.example.com" + request.args["path"], timeout=3)  # flaw: server-side-request-forgery
    return {"status": answer.status_code}


@app.get("/urlopen")
def with_urlopen():
    with urlopen(request.args["url"]) as answer:  # flaw: server-side-request-forgery
        return {"status": answer.status}


@app.get("/urllib-request")
def urllib_request():
    wanted = urllib.request.Request(request.args["url"])  # flaw: server-side-request-forgery
    with urllib.request.urlopen(wanted) as answer:
        return {"status": answer.status}


@app.get("/httpx")
def with_httpx():
    with httpx.Client() as client:
        return {"status": client.get(request.args["url"]).status_code}  # flaw: server-side-request-forgery


@app.get("/asynchronous")
async def asynchronous():
    async with httpx.AsyncClient() as client:
        answer = await client.get(request.args["url"])  # flaw: server-side-request-forgery
    return {"status": answer.status_code}


@app.get("/urllib3")
def with_urllib3():
    pool = urllib3.PoolManager()
    return {"status": pool.request("GET", request.args["url"]).status}  # flaw: server-side-request-forgery
