"""The secret stays out of the line."""

import hashlib
import logging

from flask import Flask, request
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
log = logging.getLogger(__name__)
STORED = generate_password_hash("x")


@app.post("/login")
def login():
    password = request.form["password"]
    if not check_password_hash(STORED, password):
        log.warning("wrong password for %s", request.form["name"])  # clean: the name only
        return "", 401
    return "", 204


@app.post("/length")
def length():
    log.info("a password of %d letters", len(request.form["password"]))  # clean: a number
    return "", 204


@app.post("/given")
def given():
    log.info("password given: %s", bool(request.form.get("password")))  # clean: true or false
    return "", 204


@app.post("/words")
def words():
    log.info("the password of %s was changed", request.form["name"])  # clean: the word, not the thing
    return "", 204


@app.post("/hidden")
def hidden():
    body = dict(request.form)
    body["password"] = "***"
    log.info("body %s", body["password"])  # clean: overwritten
    return "", 204


@app.post("/hashed")
def hashed():
    digest = generate_password_hash(request.form["password"])
    log.info("stored as %s", digest)  # clean: a salted hash
    return {"sum": hashlib.sha256(b"x").hexdigest()}
