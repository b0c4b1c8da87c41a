"""Passwords and keys in the log."""

import logging
import os
from getpass import getpass

from flask import Flask, current_app, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/login")
def login():
    password = request.form["password"]
    log.info("sign-in with %s", password)  # flaw: sensitive-data-logged
    return "", 204


@app.post("/f-string")
def with_f_string():
    log.debug(f"user {request.form['name']} password {request.form['password']}")  # flaw: sensitive-data-logged
    return "", 204


@app.post("/json")
def as_json():
    body = request.get_json()
    current_app.logger.warning("refused: " + body["password"])  # flaw: sensitive-data-logged
    return "", 401


@app.get("/basic")
def basic():
    log.info("basic %s", request.authorization.password)  # flaw: sensitive-data-logged
    return "", 204


@app.get("/key")
def key():
    log.info("key %s", current_app.config["SECRET_KEY"])  # missed: sensitive-data-logged -- the configuration is no source of secrets yet
    return "", 204


@app.cli.command("create-admin")
def create_admin():
    entered = getpass("Password: ")
    log.info("new administrator with %s", entered)  # flaw: sensitive-data-logged


@app.get("/environment")
def environment():
    token = os.environ["API_TOKEN"]
    log.info("using %s", token)  # flaw: sensitive-data-logged
    return "", 204


@app.post("/pay")
def pay():
    body = request.get_json()
    print("charging", body["cvv"])  # flaw: sensitive-data-logged
    print("charging", body["amount"])  # clean: an amount
    return "", 204
