"""Digests that only tell contents apart."""

import hashlib

from flask import Flask, request

app = Flask(__name__)


def etag_of(body):
    return hashlib.md5(body).hexdigest()  # clean: a checksum, pedantic


def gravatar(email):
    return "https://www.gravatar.com/avatar/" + hashlib.md5(email.lower().encode()).hexdigest()  # clean: the address of a picture


@app.post("/files")
def store():
    content = request.files["file"].read()
    name = hashlib.sha1(content, usedforsecurity=False).hexdigest()  # clean: says so itself
    digest = hashlib.sha256(content).hexdigest()  # clean: sound for contents
    return name + digest
