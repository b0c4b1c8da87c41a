"""What is in a form is written as `repr` writes it, with its line breaks escaped."""

import logging

from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/login")
def login():
    log.info("login of %s", dict(request.form))  # clean: a dictionary
    log.info("login of %s", request.form)  # clean: a dictionary
    log.info("login of %s", request.form.getlist("name"))  # clean: a list
    log.info("login of %s", request.form["name"])  # flaw: log-injection
    return ""
