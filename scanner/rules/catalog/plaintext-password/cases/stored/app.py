"""Passwords that are stored."""

from flask import Flask, request

from models import Account, User, db

app = Flask(__name__)


@app.post("/register")
def register():
    password = request.form["password"]
    user = User(name=request.form["name"], password=password)  # flaw: plaintext-password
    db.session.add(user)
    account = Account(name=request.form["name"], password=password)  # clean: the class hashes
    db.session.add(account)
    db.session.commit()
    return "welcome"
