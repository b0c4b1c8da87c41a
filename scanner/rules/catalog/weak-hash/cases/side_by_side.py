"""Digests of passwords, of files and of messages."""
import hashlib
import hmac
from hashlib import md5, sha1, new, pbkdf2_hmac
from flask import Flask, request
from werkzeug.security import generate_password_hash

app = Flask(__name__)


@app.post("/w1")
def w1():
    password = request.form["password"]
    a = hashlib.md5(password.encode()).hexdigest()  # flaw: weak-hash
    b = sha1(password.encode()).hexdigest()  # flaw: weak-hash
    c = hashlib.new("md5", password.encode()).hexdigest()  # flaw: weak-hash
    d = hashlib.sha256(password.encode()).hexdigest()  # flaw: weak-hash
    e = pbkdf2_hmac("sha256", password.encode(), b"salt from db", 600000)  # clean: slow
    f = hashlib.scrypt(password.encode(), salt=b"x" * 16, n=16384, r=8, p=1)  # clean: slow
    g = generate_password_hash(password)  # clean: slow
    return {"x": [a, b, c, d, str(e), str(f), g]}


@app.post("/w2")
def w2():
    data = request.files["f"].read()
    etag = hashlib.md5(data, usedforsecurity=False).hexdigest()  # clean: declared
    strong = hashlib.sha256(data).hexdigest()  # clean: strong
    key = hashlib.md5(request.path.encode()).hexdigest()  # clean: a cache key
    return {"x": [etag, strong, key]}


@app.post("/w3")
def w3():
    token = request.form["token"]
    sig = hmac.new(b"key", token.encode(), hashlib.sha256).hexdigest()  # clean: strong
    return {"x": sig}
