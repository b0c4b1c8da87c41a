"""Masks that hide nothing."""

import base64
import logging

from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/encoded")
def encoded():
    password = request.form["password"]
    log.info("sign-in %s", base64.b64encode(password.encode()))  # missed: sensitive-data-logged -- what has no line breaks is taken for harmless in a log
    return "", 204


@app.post("/reversed")
def reversed_text():
    log.info("sign-in %s", request.form["password"][::-1])  # flaw: sensitive-data-logged
    return "", 204


@app.post("/represented")
def represented():
    log.info("sign-in %r", request.form["password"])  # flaw: sensitive-data-logged
    return "", 204
