"""A token that is looked into to find its key, and one that chooses how it is checked."""

import jwt
from flask import Flask, jsonify, request

app = Flask(__name__)
KEYS = {"https://a.example": "public key of a", "https://b.example": "public key of b"}


@app.get("/found")
def found():
    token = request.headers["X-Token"]
    seen = jwt.decode(token, options={"verify_signature": False})  # clean: only finds the key
    key = KEYS[seen["iss"]]
    return jsonify(jwt.decode(token, key, algorithms=["RS256"]))


@app.get("/believed")
def believed():
    token = request.headers["X-Token"]
    claims = jwt.decode(token, options={"verify_signature": False})  # flaw: jwt-unverified
    return jsonify(claims)


@app.get("/beside")
def beside():
    token = request.headers["X-Token"]
    claims = jwt.decode(token, options={"verify_signature": False})  # flaw: jwt-unverified
    jwt.decode(token, app.config["KEY"], algorithms=["HS256"])
    return jsonify(claims)


@app.get("/chosen")
def chosen():
    token = request.headers["X-Token"]
    header = jwt.get_unverified_header(token)
    return jsonify(jwt.decode(token, app.config["KEY"], algorithms=[header["alg"]]))  # flaw: jwt-unverified


@app.get("/named")
def named():
    token = request.headers["X-Token"]
    header = jwt.get_unverified_header(token)
    return jsonify(jwt.decode(token, app.config["KEYS"][header["kid"]], algorithms=["RS256"]))  # clean: our algorithm
