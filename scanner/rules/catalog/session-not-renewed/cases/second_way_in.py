"""One sign-in empties the session before the visitor is put into it; another one, by a token, forgot to."""

import os

import jwt
from flask import Flask, abort, request, session
from werkzeug.security import check_password_hash

app = Flask(__name__)
KEY = os.environ["KEY"]


@app.post("/enter")
def enter():
    if not check_password_hash(os.environ["HASH"], request.form["password"]):
        abort(401)
    session.clear()
    session["tenant"] = 1
    return ""


@app.post("/enter/link")
def enter_by_link():
    claims = jwt.decode(request.form["token"], KEY, algorithms=["HS256"])
    session["tenant"] = int(claims["sub"])  # flaw: session-not-renewed
    return ""


@app.post("/enter/code")
def enter_by_code():
    claims = jwt.decode(request.form["token"], KEY, algorithms=["HS256"])
    session.clear()
    session["tenant"] = int(claims["sub"])  # clean: emptied
    return ""


@app.post("/floor")
def floor():
    session["floor"] = int(request.form["floor"])  # clean: says nothing of who it is
    return ""
