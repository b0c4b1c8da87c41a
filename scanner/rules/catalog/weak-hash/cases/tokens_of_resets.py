"""A token that nobody can guess may be hashed fast, also where a password is reset with it."""

import hashlib
import os
import secrets

from flask import Flask, request

app = Flask(__name__)


@app.post("/password/forgotten")
def forgot_password():
    token = secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()  # clean: of a random token
    app.mailer.send(request.form["mail"], token)
    return {"digest": digest}


@app.post("/password/<reset_token>")
def reset_password(reset_token):
    digest = hashlib.sha256(reset_token.encode()).hexdigest()  # clean: of a random token
    stored = hashlib.sha256(request.form["password"].encode()).hexdigest()  # flaw: weak-hash
    app.store.put(digest, stored)
    return {}


def hash_password(plain):
    salt = hashlib.sha256(os.urandom(60)).hexdigest()  # clean: a salt
    return salt, hashlib.sha512(plain.encode()).hexdigest()  # flaw: weak-hash


def password_digest(given):
    return hashlib.sha256(given.encode()).hexdigest()  # flaw: weak-hash
