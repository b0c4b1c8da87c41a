"""Predictable numbers in secrets, by the names around them."""

import random
import secrets
import string

from flask import Flask, request, session

app = Flask(__name__)
LETTERS = string.ascii_letters


@app.post("/forgot")
def forgot():
    reset_token = "".join(random.choice(LETTERS) for _ in range(20))  # flaw: weak-randomness
    otp = "".join(str(random.randint(0, 9)) for _ in range(6))  # flaw: weak-randomness
    good_token = secrets.token_urlsafe()  # clean: made for this
    better_token = "".join(secrets.choice(LETTERS) for _ in range(20))  # clean: made for this
    return {"reset": reset_token, "otp": otp, "a": good_token, "b": better_token}


def generate_password(length):
    return "".join(random.choices(LETTERS, k=length))  # flaw: weak-randomness


def system_token():
    source = random.SystemRandom()
    return "".join(source.choice(LETTERS) for _ in range(20))  # clean: the system's generator


def access_code():
    return "%06d" % random.randrange(10**6)  # flaw: weak-randomness


def country_code():
    return random.choice(["de", "fr"])  # clean: a code that lets nobody in
