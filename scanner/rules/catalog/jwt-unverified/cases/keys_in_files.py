"""The issuer is read to find the file with his key, and the token is checked with that."""

import jwt
from flask import Flask, abort, request

app = Flask(__name__)
FILES = {"press": "press.pem", "shop": "shop.pem"}
KEY = "shared.pem"


def by_issuer(token):
    claims = jwt.decode(token, options={"verify_signature": False})  # clean: checked below
    name = FILES[claims["iss"]]
    with open(name) as file:
        return jwt.decode(token, file.read(), algorithms=["RS256"])


def as_told(token):
    claims = jwt.decode(token, options={"verify_signature": False})  # flaw: jwt-unverified
    with open(KEY) as file:
        if file.read():
            return claims
    return None


@app.get("/one")
def one():
    return by_issuer(request.headers["X-Token"])["sub"]


@app.get("/two")
def two():
    return (as_told(request.headers["X-Token"]) or abort(401))["sub"]
