"""Passwords and what a spelling-based tool would take for them."""

import hashlib

from flask import Flask, request
from werkzeug.security import generate_password_hash

app = Flask(__name__)
users = {}


@app.post("/register")
def register():
    password = request.form["password"]
    users["md5"] = hashlib.md5(password.encode()).hexdigest()  # flaw: weak-hash
    users["sha1"] = hashlib.sha1(password.encode("utf-8")).hexdigest()  # flaw: weak-hash
    users["sha256"] = hashlib.sha256(password.encode()).hexdigest()  # flaw: weak-hash
    users["kdf"] = hashlib.pbkdf2_hmac("sha256", password.encode(), b"0" * 16, 600_000)  # clean: made for passwords
    users["good"] = generate_password_hash(password)  # clean: made for passwords
    users["plain"] = generate_password_hash(password, method="md5")  # flaw: weak-hash
    return "welcome"


def hash_password(text):
    return hashlib.new("md5", text).hexdigest()  # flaw: weak-hash


def signature_of(body, key):
    return hashlib.sha1(key + body).hexdigest()  # flaw: weak-hash


@app.post("/short-names")
def short_names():
    u = request.form["user"]
    p = request.form.get("password", "")
    users[u] = hashlib.sha256(p.encode()).hexdigest()  # flaw: weak-hash
    t = request.form["title"]
    users["title"] = hashlib.sha256(t.encode()).hexdigest()  # clean: no password
    return "welcome"
