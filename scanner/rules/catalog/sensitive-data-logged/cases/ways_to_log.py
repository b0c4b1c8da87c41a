"""What is named like a secret in a log."""
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
