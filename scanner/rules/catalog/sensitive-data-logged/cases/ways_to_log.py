"""What is named like a secret in a log."""
import base64
import json
import logging
from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/l1")
def l1():
    password = request.form["password"]
    log.info("login %s", password)  # flaw: sensitive-data-logged
    app.logger.debug(f"token={request.headers['Authorization']}")  # flaw: sensitive-data-logged
    log.info("user %s", request.form["user"])  # clean: a name
    log.info("len %d", len(password))  # clean: a number
    print("password", password)  # flaw: sensitive-data-logged
    log.info("card %s", request.form["card_number"])  # flaw: sensitive-data-logged
    data = request.get_json()
    log.info("got %s", data["password"])  # flaw: sensitive-data-logged
    return ""


def note_entry(door, pin, guest):
    log.info("door %s by %s", door, guest)  # clean: the secret goes on beside it
    log.info("door %s opened with %s", door, pin)  # flaw: sensitive-data-logged


@app.post("/doors")
def doors():
    body = request.get_json()
    note_entry(body["door"], body["pin"], body["guest"])
    log.info("charged, cvc %s", body["cvc"])  # flaw: sensitive-data-logged
    return "", 204


@app.get("/said")
def said_by_token():
    claims = json.loads(base64.b64decode(request.headers["Authorization"].split(".")[0]))
    log.info("asked by %s", claims["name"])  # clean: what the token says is not the token
    return "", 204
