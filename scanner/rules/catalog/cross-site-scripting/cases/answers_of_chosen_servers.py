"""Who chooses the server chooses what it answers; what the application's own partner answers is for pedantic readers."""

import requests
from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


def framed(address):
    answer = requests.get(address, timeout=3)  # flaw: server-side-request-forgery
    return "<pre>" + answer.text + "</pre>"


def framed_safely(address):
    answer = requests.get(address, timeout=3)  # flaw: server-side-request-forgery
    return "<pre>" + str(escape(answer.text)) + "</pre>"


@app.get("/shown")
def shown():
    return framed(request.args["from"])  # flaw: cross-site-scripting


@app.get("/escaped")
def escaped():
    return framed_safely(request.args["from"])  # clean: escaped


@app.get("/partner")
def partner():
    answer = requests.get("https://partner.example/news", timeout=3)
    return "<pre>" + answer.text + "</pre>"  # clean: told to pedantic readers only
