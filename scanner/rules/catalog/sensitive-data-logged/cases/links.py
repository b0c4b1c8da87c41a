"""A link with a token in it lets whoever reads the log in."""

import logging
import secrets

from flask import Flask, request, url_for

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/forgot")
def forgot():
    token = secrets.token_urlsafe()
    link = url_for("forgot", token=token, _external=True)
    log.info("link for %s: %s", 7, link)  # flaw: sensitive-data-logged
    reset_token = token[:]
    log.debug("made %s", reset_token)  # flaw: sensitive-data-logged
    page = url_for("forgot", page=2)
    log.info("next is %s", page)  # clean: a page
    log.info("sent to %d", len(request.form["mail"]))  # clean: a number
    return ""
