"""Checks before `pickle` that do not hold, and one that does."""

import base64
import hashlib
import hmac
import pickle

from flask import Flask, abort, current_app, request

app = Flask(__name__)


@app.post("/length")
def length():
    body = request.get_data()
    if len(body) > 10_000:
        abort(413)
    return {"items": len(pickle.loads(body))}  # flaw: unsafe-deserialization


@app.post("/protocol")
def protocol():
    body = request.get_data()
    if not body.startswith(b"\x80\x04"):
        abort(400)
    return {"items": len(pickle.loads(body))}  # flaw: unsafe-deserialization


@app.post("/type")
def mimetype():
    if request.mimetype != "application/octet-stream":
        abort(415)
    return {"items": len(pickle.loads(request.data))}  # flaw: unsafe-deserialization


@app.post("/digest")
def digest():
    body, claimed = request.data[32:], request.data[:32]
    if hashlib.sha256(body).digest() != claimed:
        abort(400)
    # Anyone can compute a digest without a key.
    return {"items": len(pickle.loads(body))}  # flaw: unsafe-deserialization


@app.post("/signed")
def signed():
    body = base64.b64decode(request.form["body"])
    expected = hmac.new(current_app.config["SIGNING_KEY"], body, "sha256").hexdigest()
    if not hmac.compare_digest(expected, request.form["signature"]):
        abort(400)
    return {"items": len(pickle.loads(body))}  # clean: signed with our key
