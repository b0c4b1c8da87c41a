"""Addresses that the program has signed itself."""

import hashlib
import hmac

import requests
from flask import Flask, abort, request

app = Flask(__name__)


def signature(address):
    return hmac.new(app.secret_key, address.encode(), hashlib.sha256).hexdigest()


@app.route("/image")
def image():
    address = request.args["address"]
    if signature(address) != request.args["signature"]:
        abort(400)
    return requests.get(address).headers["Content-Type"]  # clean: only what the program signed


@app.route("/thumbnail")
def thumbnail():
    address = request.args["address"]
    if hmac.compare_digest(signature(address), request.args["signature"]):
        return requests.get(address).headers["Content-Type"]  # clean: the same
    return requests.get(address).headers["Content-Type"]  # flaw: server-side-request-forgery


@app.route("/icon")
def icon():
    address = request.args["address"]
    if signature(address) == request.args["signature"]:
        app.logger.info("signed")
    return requests.get(address).headers["Content-Type"]  # flaw: server-side-request-forgery
