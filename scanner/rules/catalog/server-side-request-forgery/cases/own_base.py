"""A service whose address is configured, and a path behind it."""

import os

import httpx
import requests
import settings
from flask import Flask, current_app, request

app = Flask(__name__)


class Stock:
    def __init__(self, base):
        self.base = base

    def get(self, path):
        return requests.get(self.base + "/v1/" + path, timeout=5).json()


@app.get("/items")
def items():
    return requests.get(f"{settings.STOCK}/items/{request.args['id']}", timeout=5).json()  # clean: the host is settled


@app.get("/orders")
def orders():
    return httpx.get(os.getenv("ORDERS") + "/orders?id=" + request.args["id"]).json()  # clean: the host is settled


@app.get("/class")
def by_class():
    return Stock(current_app.config["STOCK"]).get(request.args["path"])  # clean: the host is settled, and told there


@app.get("/no-slash")
def no_slash():
    return requests.get(f"{settings.STOCK}{request.args['rest']}", timeout=5).json()  # flaw: server-side-request-forgery


@app.get("/subdomain")
def subdomain():
    address = f"https://{request.args['name']}.{settings.DOMAIN}/status"
    return requests.get(address, timeout=5).json()  # flaw: server-side-request-forgery


@app.get("/port")
def port():
    return requests.get("http://" + settings.HOST + ":" + request.args["port"] + "/", timeout=5).json()  # flaw: server-side-request-forgery


@app.get("/tenant")
def tenant():
    base = request.headers.get("X-Tenant", settings.STOCK)
    return requests.get(base + "/items/" + request.args["id"], timeout=5).json()  # flaw: server-side-request-forgery
