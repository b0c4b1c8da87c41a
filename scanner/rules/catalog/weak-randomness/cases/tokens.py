"""Numbers, texts and samples that become tokens."""
import hashlib
import random
import secrets
import string
import uuid
from flask import Flask, request, session, make_response

app = Flask(__name__)


@app.post("/r1")
def r1():
    resp = make_response("x")
    token = "".join(random.choice(string.ascii_letters) for _ in range(32))
    resp.set_cookie("session_token", token, secure=True, httponly=True)  # flaw: weak-randomness
    return resp


@app.post("/r2")
def r2():
    resp = make_response("x")
    resp.set_cookie("remember", str(random.randint(0, 10 ** 9)), secure=True)  # flaw: weak-randomness
    return resp


@app.post("/r3")
def r3():
    session["csrf"] = "%030x" % random.getrandbits(120)  # flaw: weak-randomness
    return ""


@app.post("/r4")
def r4():
    session["csrf"] = secrets.token_hex(16)  # clean: strong
    session["x"] = "".join(secrets.choice(string.ascii_letters) for _ in range(32))  # clean: strong
    rng = random.SystemRandom()
    session["y"] = str(rng.randint(0, 10 ** 9))  # clean: strong
    return {"colour": random.choice(["red", "blue"])}  # clean: no secret


@app.post("/r5")
def r5():
    code = random.randint(100000, 999999)
    session["otp"] = code  # flaw: weak-randomness
    return ""


@app.post("/r6")
def r6():
    resp = make_response("x")
    value = f"{random.random()}"[2:]
    resp.set_cookie("rememberMe", value, secure=True, httponly=True)  # flaw: weak-randomness
    return resp


def make_password():
    return "".join(random.sample(string.ascii_letters + string.digits, 12))


@app.post("/r7")
def r7():
    reset_token = make_password()
    session["reset_token"] = reset_token  # flaw: weak-randomness
    return ""


@app.post("/r5")
def r5():
    resp = make_response("x")
    resp.set_cookie(
        "session_token",
        hashlib.sha256(str(random.random()).encode()).hexdigest(),  # flaw: weak-randomness
        secure=True,
        httponly=True,
    )
    resp.set_cookie("colour", hashlib.sha256(str(random.random()).encode()).hexdigest(), secure=True, httponly=True)  # clean: no secret
    return resp


def edit_key():
    return "".join(random.choices(string.ascii_letters, k=20))  # flaw: weak-randomness


def sort_key():
    return random.random()  # clean: an order
