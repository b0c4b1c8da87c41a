"""Nobody plants the guard's session cookie."""
# options: pedantic

from flask import Flask, request, session
from flask_stopple import Stopple
from werkzeug.security import check_password_hash

app = Flask(__name__)
Stopple(app, hosts=["shop.example"])
users = {}


@app.post("/login")
def login():
    if check_password_hash(users[request.form["name"]], request.form["password"]):
        session["user"] = request.form["name"]  # clean: its cookie begins with __Host-
    return "hello"
