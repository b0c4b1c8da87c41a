"""Names that may hold a few signs beside letters and digits: they are taken out before the look."""

import os

import requests
from flask import Flask, abort, request, send_file

app = Flask(__name__)


@app.get("/dashes")
def dashes():
    name = request.args["name"]
    if not name.replace("-", "").replace("_", "").isalnum():
        abort(400)
    os.system("show " + name)  # clean: letters, digits, dashes
    requests.get(f"https://{name}.shops.example/api", timeout=5)  # clean: one of the hosts below
    return ""


def call(shop):
    if not (shop.isascii() and shop.replace("-", "").isalnum()):
        raise ValueError(shop)
    return requests.get(f"https://{shop}.shops.example/", timeout=5)  # clean: the same in a helper


@app.get("/shop")
def shop():
    return {"status": call(request.args["shop"]).status_code}


@app.get("/dots")
def dots():
    name = request.args["name"]
    if not name.replace(".", "").isalnum():
        abort(400)
    os.system("show " + name)  # clean: letters, digits, dots
    return send_file("/srv/" + name + "/index.html")  # flaw: path-traversal


@app.get("/more")
def more():
    name = request.args["name"]
    if not name.replace(";", "").isalnum():
        abort(400)
    os.system("show " + name)  # flaw: command-injection
    return ""


@app.get("/seen")
def seen():
    name = request.args["name"]
    if not name.replace("-", "").isalnum():
        app.logger.warning("an odd name")
    os.system("show " + name)  # flaw: command-injection
    return ""
