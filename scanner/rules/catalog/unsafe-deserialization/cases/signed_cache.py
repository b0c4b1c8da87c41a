"""What is signed before it is unpickled."""

import hashlib
import hmac
import os
import pickle

from flask import Flask, abort, request

app = Flask(__name__)
KEY = os.environ["CACHE_KEY"].encode()


@app.put("/a")
def a():
    data = request.get_data()
    signature = hmac.new(KEY, data, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, request.headers["X-Signature"]):
        abort(403)
    return {"n": len(pickle.loads(data))}  # clean: signed by ourselves


@app.put("/b")
def b():
    data = request.get_data()
    if hashlib.sha256(data).hexdigest() != request.headers["X-Digest"]:
        abort(403)
    return {"n": len(pickle.loads(data))}  # flaw: unsafe-deserialization
