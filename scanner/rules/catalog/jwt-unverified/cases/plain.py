"""Tokens."""

import jwt
from flask import Flask, request

app = Flask(__name__)
ALGORITHMS = ["HS256"]
OPTIONS = {"verify_signature": False}


@app.get("/me")
def me():
    token = request.headers["X-Token"]
    key = app.config["KEY"]
    jwt.decode(token, options={"verify_signature": False})  # flaw: jwt-unverified
    jwt.decode(token, options=OPTIONS)  # flaw: jwt-unverified
    jwt.decode(token, key, verify=False)  # flaw: jwt-unverified
    jwt.decode(token, key, algorithms=["HS256", "none"])  # flaw: jwt-unverified
    jwt.encode({"name": "x"}, key, algorithm="none")  # flaw: jwt-unverified
    jwt.decode(token, key, algorithms=ALGORITHMS)  # clean: the signature is checked
    jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": True})  # clean: on
    jwt.get_unverified_header(token)  # clean: to find the key
    return "me"


def decode(text, verify):
    return text


decode("x", verify=False)  # clean: no token
