"""Clients that ask of their own token until when it is good, and a server that believes who is named in one."""

import time

import jwt
from flask import Flask, request

app = Flask(__name__)
UNCHECKED = {"verify_signature": False}


class Tokens:
    def __init__(self, kept):
        self.kept = kept

    def is_old(self):
        return jwt.decode(self.kept, options=UNCHECKED)["exp"] < time.time()  # clean: its own, and only the time

    def seconds_left(self):
        claims = jwt.decode(self.kept, options=UNCHECKED)  # clean: the same by a name
        return claims.get("exp", 0) - time.time()

    def owner(self):
        claims = jwt.decode(self.kept, options=UNCHECKED)  # flaw: jwt-unverified
        if claims["exp"] < time.time():
            return None
        return claims["sub"]


@app.get("/me")
def me():
    return {"name": jwt.decode(request.headers["X-Token"], options=UNCHECKED)["name"]}  # flaw: jwt-unverified
