"""A setting that nobody writes is what the reading says in its place."""

import os

import jwt
from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["VERIFY_PARTNERS"] = os.environ.get("ENV") != "local"
app.config["CHECK_ALWAYS"] = True
KEY = os.environ["JWT_KEY"]


@app.get("/filled")
def filled():
    how = dict(verify_exp=True)
    how["verify_signature"] = app.config.get("CHECK_SIGNATURES", False)
    return jsonify(jwt.decode(request.headers["X-Token"], KEY, algorithms=["HS256"], options=how))  # flaw: jwt-unverified


@app.get("/shown")
def shown():
    how = {"verify_signature": app.config.get("CHECK_SIGNATURES", False)}
    return jsonify(jwt.decode(request.headers["X-Token"], KEY, algorithms=["HS256"], options=how))  # flaw: jwt-unverified


@app.get("/on")
def on():
    how = {"verify_signature": app.config.get("CHECK_SIGNATURES", True)}
    return jsonify(jwt.decode(request.headers["X-Token"], KEY, algorithms=["HS256"], options=how))  # clean: on unless it is switched off


@app.get("/always")
def always():
    how = {"verify_signature": app.config.get("CHECK_ALWAYS", False)}
    return jsonify(jwt.decode(request.headers["X-Token"], KEY, algorithms=["HS256"], options=how))  # clean: the program says so
