"""Who was signed in by a provider is put into the session of before."""

import jwt
from flask import Flask, redirect, request, session
from flask_session import Session

app = Flask(__name__)
Session(app)
KEYS = jwt.PyJWKClient("https://id.theatre.example/keys")


def claims_of(raw):
    key = KEYS.get_signing_key_from_jwt(raw).key
    return jwt.decode(raw, key, algorithms=["RS256"], audience="stage")


@app.get("/curtain")
def curtain():
    raw = request.args["id_token"]
    key = KEYS.get_signing_key_from_jwt(raw).key
    told = jwt.decode(raw, key, algorithms=["RS256"], audience="stage")
    session["principal"] = told["sub"]  # flaw: session-not-renewed
    return redirect("/seats")


@app.get("/curtain/fresh")
def fresh_curtain():
    raw = request.args["id_token"]
    key = KEYS.get_signing_key_from_jwt(raw).key
    told = jwt.decode(raw, key, algorithms=["RS256"], audience="stage")
    session.clear()
    session["principal"] = told["sub"]  # clean: nothing of before is left
    return redirect("/seats")


@app.get("/programme")
def programme():
    told = jwt.decode(request.args["ticket"], "a" * 64, algorithms=["HS256"])
    session["mail_subject"] = told["play"]  # clean: nobody is signed in
    return redirect("/seats")
