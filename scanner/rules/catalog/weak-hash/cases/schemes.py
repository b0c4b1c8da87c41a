"""Schemes of passlib: some are password hashes in name alone."""

from flask import Flask, request
from passlib.context import CryptContext
from passlib.hash import argon2, bcrypt, hex_md5, ldap_salted_sha1, md5_crypt, pbkdf2_sha256

app = Flask(__name__)

passwords = CryptContext(schemes=["argon2", "bcrypt"])  # clean: password hashes
moving = CryptContext(schemes=["bcrypt", "md5_crypt"], deprecated="auto")  # clean: new ones are hashed by the first
chosen = CryptContext(schemes=["hex_md5", "bcrypt"], default="bcrypt")  # clean: new ones are hashed by the default
old = CryptContext(schemes=["md5_crypt", "des_crypt"])  # flaw: weak-hash
older = CryptContext("des_crypt")  # flaw: weak-hash


@app.post("/a")
def a():
    return md5_crypt.hash(request.form["password"])  # flaw: weak-hash


@app.post("/b")
def b():
    return hex_md5.hash(request.form["password"])  # flaw: weak-hash


@app.post("/c")
def c():
    return ldap_salted_sha1.using(salt_size=8).hash(request.form["password"])  # flaw: weak-hash


@app.post("/d")
def d():
    return pbkdf2_sha256.using(rounds=600_000).hash(request.form["password"])  # clean: slow


@app.post("/e")
def e():
    typed, stored = request.form["password"], request.form["stored"]
    if md5_crypt.identify(stored) and md5_crypt.verify(typed, stored):  # clean: an old one is looked at, and replaced
        return argon2.hash(typed)  # clean: a password hash
    return bcrypt.hash(typed)  # clean: a password hash
