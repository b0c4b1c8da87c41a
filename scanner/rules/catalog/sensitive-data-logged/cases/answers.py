"""What somebody answers about a password is not the password."""

import logging

import directory
from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/login")
def login():
    password = request.form["password"]
    result = directory.bind(request.form["name"], password)
    log.debug("bind: %s", result)  # clean: whether it is right
    log.debug("with %s", password)  # flaw: sensitive-data-logged
    return {}


@app.post("/basic")
def basic():
    given = request.authorization.password
    log.debug("bind: %s", directory.bind(given))  # clean: whether it is right
    log.debug("with %s", given)  # flaw: sensitive-data-logged
    return {}


@app.post("/token")
def token():
    sent = request.form["token"]
    log.info("token %s...", sent[:4])  # clean: the first letters give nothing away
    log.info("token %s", sent[4:])  # flaw: sensitive-data-logged
    return {}
