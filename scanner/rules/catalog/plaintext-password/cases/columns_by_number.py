"""What a query reads as a password stands in its row by a number."""

import sqlite3

import bcrypt
from flask import Flask, jsonify, request

app = Flask(__name__)


def connection():
    return sqlite3.connect("guests.db")


@app.post("/enter")
def enter():
    sent = request.form
    found = connection().execute("SELECT password FROM guests WHERE name = ?", (sent["name"],)).fetchone()
    if found and found[0] == sent["password"]:  # flaw: plaintext-password
        return jsonify(ok=True)
    return jsonify(ok=False), 401


@app.post("/second")
def second():
    found = connection().execute("SELECT id, pwd FROM guests WHERE name = ?", (request.form["name"],)).fetchone()
    if request.form["password"] != found[1]:  # flaw: plaintext-password
        return jsonify(ok=False), 401
    return jsonify(number=found[0])


@app.post("/number")
def number():
    found = connection().execute("SELECT id, pwd FROM guests WHERE name = ?", (request.form["name"],)).fetchone()
    return jsonify(same=found[0] == request.form["password"])  # clean: another column


@app.post("/hashed")
def hashed():
    found = connection().execute("SELECT password FROM guests WHERE name = ?", (request.form["name"],)).fetchone()
    known = bcrypt.hashpw(request.form["password"].encode(), found[0])
    return jsonify(same=found[0] == known)  # clean: both are digests


@app.post("/digest")
def digest():
    found = connection().execute("SELECT password_hash FROM guests WHERE name = ?", (request.form["name"],)).fetchone()
    return jsonify(same=found[0] == request.form["password"])  # clean: the column holds a digest
