"""Passwords that are compared."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import check_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)


class User(db.Model):
    name = db.Column(db.String, primary_key=True)
    password = db.Column(db.String)


@app.post("/login")
def login():
    user = User.query.get(request.form["name"])
    password = request.form["password"]
    if user.password == password:  # flaw: plaintext-password
        return "hello"
    return "no"


@app.post("/find")
def find():
    password = request.form["password"]
    user = User.query.filter_by(name=request.form["name"], password=password).first()  # flaw: plaintext-password
    return user.name


@app.post("/good")
def good():
    user = User.query.get(request.form["name"])
    if check_password_hash(user.password, request.form["password"]):  # clean: compared by its hash
        return "hello"
    return "no"


@app.post("/register")
def register():
    password = request.form["password"]
    if password != request.form["confirm_password"]:  # clean: two fields of one form
        return "not the same"
    if password == request.form["password2"]:  # clean: two fields of one form
        return "the same"
    if password == "":  # clean: nothing was typed
        return "empty"
    return "welcome"
