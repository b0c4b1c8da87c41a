"""Calls that come back for nothing but what they understand."""

import os
import time

from flask import Flask, request

app = Flask(__name__)


@app.get("/hex")
def in_hex():
    text = request.args["text"]
    bytes.fromhex(text)
    os.system("decode " + text)  # clean: letters and digits
    made = bytes.fromhex(request.args["other"])
    os.system(b"decode " + made)  # flaw: command-injection
    return {}


@app.get("/time")
def at_time():
    text = request.args["text"]
    try:
        time.strptime(text, "%Y-%m-%d")
    except ValueError:
        return {}
    os.system("show " + text)  # clean: a date
    try:
        time.strptime(request.args["other"], "%Y-%m-%d")
    except ValueError:
        pass
    os.system("show " + request.args["other"])  # flaw: command-injection
    return {}
