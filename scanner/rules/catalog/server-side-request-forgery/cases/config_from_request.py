"""Options of a request in dictionaries."""
import requests
from flask import Flask, request

app = Flask(__name__)
ENDPOINTS = {"a": "https://a.example/", "b": "https://b.example/"}


@app.post("/a")
def a():
    options = {"method": "GET", "url": request.json["url"], "timeout": 3}
    requests.request(**options)  # flaw: server-side-request-forgery
    options["url"] = ENDPOINTS[request.json["which"]]
    requests.request(**options)  # clean: looked up
    prepared = requests.Request("GET", request.json["url"]).prepare()
    requests.Session().send(prepared, timeout=3)  # flaw: server-side-request-forgery
    return {}
