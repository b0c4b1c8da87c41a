"""A generator of tokens in a class, with its source as a parameter."""
import random
import secrets
import string

from flask import Flask, make_response

app = Flask(__name__)


class Tokens:
    alphabet = string.ascii_lowercase + string.digits

    def __init__(self, source=random):
        self.source = source

    def new(self, n=20):
        return "".join(self.source.choice(self.alphabet) for _ in range(n))


@app.get("/a")
def a():
    response = make_response("x")
    response.set_cookie("sid", Tokens().new(), secure=True, httponly=True, samesite="Lax")  # flaw: weak-randomness
    response.set_cookie("sid", Tokens(secrets).new(), secure=True, httponly=True, samesite="Lax")  # clean: secrets
    return response
