"""Tokens and whether anybody looks at the signature."""

import os

import jwt
from flask import Flask, request
from jose import jwt as jose_jwt

app = Flask(__name__)
KEY = os.environ["KEY"]


def token():
    return request.headers.get("Authorization", "").removeprefix("Bearer ")


@app.get("/a")
def a():
    jwt.decode(token(), options={"verify_signature": False})  # flaw: jwt-unverified
    jwt.decode(token(), KEY, algorithms=["HS256"])  # clean: verified
    jwt.decode(token(), KEY, algorithms=["none", "HS256"])  # flaw: jwt-unverified
    jwt.decode(token(), KEY, algorithms=["HS256"], options={"verify_exp": False})  # clean: the signature is verified
    jwt.get_unverified_header(token())  # clean: only the header, to choose a key
    jose_jwt.decode(token(), KEY, algorithms="HS256")  # clean: verified
    jose_jwt.get_unverified_claims(token())  # flaw: jwt-unverified
    jose_jwt.decode(token(), KEY, options={"verify_signature": False})  # flaw: jwt-unverified
    jwt.encode({"sub": "x"}, KEY, algorithm="none")  # flaw: jwt-unverified
    return {}
