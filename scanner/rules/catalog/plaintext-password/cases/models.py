"""Passwords in a model."""
import hmac
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    password = db.Column(db.String)


@app.post("/p1")
def p1():
    user = User(name=request.form["name"], password=request.form["password"])  # flaw: plaintext-password
    db.session.add(user)
    return ""


@app.post("/p2")
def p2():
    user = User.query.filter_by(name=request.form["name"]).first()
    if user.password == request.form["password"]:  # flaw: plaintext-password
        return "in"
    return "out"


@app.post("/p3")
def p3():
    user = User(name=request.form["name"], password=generate_password_hash(request.form["password"]))  # clean: hashed
    db.session.add(user)
    if check_password_hash(user.password, request.form["password"]):  # clean: hashed
        return "in"
    return ""
