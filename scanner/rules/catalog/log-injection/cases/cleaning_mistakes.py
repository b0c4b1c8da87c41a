"""Half of the line breaks."""

import html
import logging

from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/html")
def as_html():
    log.info("sign-in of %s", html.escape(request.form["name"]))  # flaw: log-injection
    return "", 204


@app.post("/stripped")
def stripped():
    log.info("sign-in of %s", request.form["name"].strip())  # flaw: log-injection
    return "", 204
