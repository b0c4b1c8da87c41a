"""Claims that are read out of a token without a library."""

import base64
import hashlib
import hmac
import json
import os

from flask import Flask, abort, request

app = Flask(__name__)
KEY = os.environ["KEY"].encode()


def claims(token):
    middle = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(middle + "=="))  # flaw: jwt-unverified


def checked(token):
    head, middle, signature = token.split(".")
    wanted = base64.urlsafe_b64encode(hmac.new(KEY, f"{head}.{middle}".encode(), hashlib.sha256).digest()).rstrip(b"=")
    if not hmac.compare_digest(wanted, signature.encode()):
        abort(401)
    return json.loads(base64.urlsafe_b64decode(middle + "=="))  # clean: the signature was compared


def of_provider(answer):
    middle = answer["id_token"].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(middle + "=="))  # clean: it came from the provider itself


@app.get("/me")
def me():
    return {"name": claims(request.headers["Authorization"][7:])["sub"]}


@app.get("/you")
def you():
    return {"name": checked(request.headers["Authorization"][7:])["sub"]}
