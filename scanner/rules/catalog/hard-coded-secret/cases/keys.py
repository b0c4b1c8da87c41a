"""Constants where a cipher or a signature takes its key."""

import hashlib
import hmac
import os

import jwt
from Crypto.Cipher import AES
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, request
from itsdangerous import URLSafeTimedSerializer

app = Flask(__name__)
MATERIAL = b"Wn4tQz8rL1vK6xYb"  # flaw: hard-coded-secret
box = Fernet(b"pX3v9Lq7TzR2mWc5KdYhJ8sNfUoEa1GiBxQyVtSrDn4=")  # flaw: hard-coded-secret
other_box = Fernet(os.environ["BOX"])  # clean: from the environment
links = URLSafeTimedSerializer("mT9wq2Xk7Lz4vB6pRn8sYd")  # flaw: hard-coded-secret
other_links = URLSafeTimedSerializer(app.config["LINKS"], salt="confirm-mail")  # clean: a salt is no key


@app.post("/signed")
def signed():
    return hmac.new(b"h7Kq2mXv9RzT4wLp", request.get_data(), hashlib.sha256).hexdigest()  # flaw: hard-coded-secret


@app.post("/by-name")
def by_name():
    return hmac.new(key="h7Kq2mXv9RzT4wLp".encode(), msg=request.get_data(), digestmod="sha256").hexdigest()  # flaw: hard-coded-secret


@app.post("/domain")
def domain():
    seed = hmac.new(b"Shop seed", request.get_data(), hashlib.sha512).digest()  # clean: words that keep digests apart
    return hmac.new(seed, b"9f1b4d27", hashlib.sha256).hexdigest()  # clean: the second is what is signed


@app.post("/sealed")
def sealed():
    return AES.new(MATERIAL, AES.MODE_GCM).nonce.hex()


@app.post("/opened")
def opened():
    cipher = AESGCM(os.urandom(32))  # clean: a key of its own
    return cipher.decrypt(request.data[:12], request.data[12:], b"v1").hex()


@app.post("/token")
def token():
    return jwt.encode({"name": request.form["name"]}, "Zq8v3LxT6nRw1KpYb5mD", algorithm="HS256")  # flaw: hard-coded-secret


def signed_with_bytes(text):
    return hmac.new(b"\x13\x9a\xe0\x5c\x77\x21\xbf\x04\xd8\x6e\x90\x3b\xa1\x4f\xcc\x62", text, "sha256")  # flaw: hard-coded-secret
