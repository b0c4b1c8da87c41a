"""Sessions that live on the server."""

from flask import Flask, request, session
from flask_session import Session
from werkzeug.security import check_password_hash

app = Flask(__name__)
Session(app)
users = {}


@app.post("/login")
def login():
    if check_password_hash(users[request.form["name"]], request.form["password"]):
        session["user_id"] = request.form["name"]  # flaw: session-not-renewed
    return "hello"


@app.post("/login2")
def login_again():
    if check_password_hash(users[request.form["name"]], request.form["password"]):
        app.session_interface.regenerate(session)
        session["user_id"] = request.form["name"]  # clean: a new identifier
    return "hello"
