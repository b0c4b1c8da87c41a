"""Redirects that are written by hand."""

from urllib.parse import urlsplit

from flask import Flask, make_response, request

app = Flask(__name__)
HOSTS = {"shop.example", "forum.example"}


@app.get("/out")
def out():
    response = make_response("", 302)
    response.headers["Location"] = request.args["u"]  # flaw: open-redirect
    return response


@app.get("/known")
def known():
    address = request.args["u"]
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.netloc not in HOSTS:
        return "no such place", 400
    response = make_response("", 302)
    response.headers["Location"] = address  # clean: one of our hosts
    return response


@app.get("/nearly")
def nearly():
    address = request.args["u"]
    if "shop.example" not in urlsplit(address).netloc:
        return "no such place", 400
    response = make_response("", 302)
    response.headers["Location"] = address  # flaw: open-redirect
    return response
