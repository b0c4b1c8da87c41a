"""Flask's own sessions."""
# options: pedantic

from flask import Flask, request, session
from werkzeug.security import check_password_hash

app = Flask(__name__)
users = {}


@app.post("/login")
def login():
    if check_password_hash(users[request.form["name"]], request.form["password"]):
        session["user"] = request.form["name"]  # flaw: session-not-renewed
    return "hello"


@app.post("/login2")
def login_again():
    if check_password_hash(users[request.form["name"]], request.form["password"]):
        session.clear()
        session["user"] = request.form["name"]  # clean: the session is new
    return "hello"


@app.post("/color")
def color():
    session["user_color"] = "red"  # clean: no sign-in
    session["color"] = "red"  # clean: no sign-in
    return "red"
