"""What is compared in constant time is a signature, whatever it is called."""

import hashlib
import hmac
import os

from flask import Flask, abort, request

app = Flask(__name__)
KEY = os.environ["PARTNER_KEY"].encode()


def is_known(body, given):
    wanted = hashlib.md5(KEY + body).hexdigest()  # flaw: weak-hash
    return hmac.compare_digest(wanted, given)


def is_sound(body, given):
    wanted = hmac.new(KEY, body, hashlib.sha256).hexdigest()  # clean: sound
    return hmac.compare_digest(wanted, given)


def is_cached(body, given):
    etag = hashlib.md5(body).hexdigest()  # clean: a checksum
    return etag == given


@app.post("/in")
def receive():
    body, given = request.get_data(), request.headers.get("X-Check", "")
    if is_cached(body, given):
        return "", 304
    if not is_known(body, given) or not is_sound(body, given):
        abort(403)
    return ""
