"""A whole body in the log, under the name that it was given: with it goes the password that is read of it."""

import logging

from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/sign-in")
def sign_in():
    sent = request.get_json()
    if not known(sent["name"], sent["password"]):
        log.warning("refused: %r", sent)  # flaw: sensitive-data-logged
        log.warning("refused: %s", sent["name"])  # clean: the name alone
        log.info(f"fields {list(sent)}")  # clean: the names of the fields
        return "", 401
    return "", 204


@app.post("/register")
def register():
    form = request.form
    log.debug(f"registers: {form}")  # flaw: sensitive-data-logged
    return "", 204 if known(form["name"], form.get("pin")) else 409


@app.post("/orders")
def order():
    body = request.get_json()
    log.info("ordered: %r", body)  # clean: no secret is read of it
    return {"count": int(body["count"])}


def known(name, secret):
    return bool(name and secret)


class Account:
    def __init__(self, name, password):
        self.name = name
        self.password = password


@app.post("/accounts")
def open_account():
    form = request.form
    account = Account(name=form["name"], password=form["password"])
    log.info("opened for %s", account.name)  # clean: the password went into another attribute
    log.info("opened with %s", account.password)  # flaw: sensitive-data-logged
    return "", 204
