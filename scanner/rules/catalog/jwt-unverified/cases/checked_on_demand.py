"""Whether the signature is looked at is no question for the request that brings the token."""

import os

import jwt
from flask import Flask, current_app, request

app = Flask(__name__)


@app.get("/preview")
def preview():
    options = {"verify_aud": False, "verify_signature": not request.args.get("draft")}
    claims = jwt.decode(request.headers["X-Pass"], os.environ["PASS"], algorithms=["HS256"], options=options)  # flaw: jwt-unverified
    return {"seat": claims["seat"]}


@app.get("/direct")
def direct():
    claims = jwt.decode(
        request.headers["X-Pass"],
        os.environ["PASS"],
        algorithms=["HS256"],
        options={"verify_signature": "X-Draft" not in request.headers},  # flaw: jwt-unverified
    )
    return {"seat": claims["seat"]}


@app.get("/settings")
def settings():
    options = {"verify_signature": current_app.config["CHECK_PASSES"]}
    claims = jwt.decode(request.headers["X-Pass"], os.environ["PASS"], algorithms=["HS256"], options=options)  # clean: those who run it say so
    return {"seat": claims["seat"]}


@app.get("/always")
def always():
    options = {"verify_signature": True, "require": request.args.getlist("claim")}
    claims = jwt.decode(request.headers["X-Pass"], os.environ["PASS"], algorithms=["HS256"], options=options)  # clean: always looked at
    return {"seat": claims["seat"]}
