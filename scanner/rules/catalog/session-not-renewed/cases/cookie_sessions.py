"""Flask's own sessions."""

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


def known():
    """The one who typed a password that is right."""
    if not check_password_hash(users[request.form["name"]], request.form["password"]):
        return None
    return request.form["name"]


@app.post("/enter")
def enter():
    name = known()
    session.update(user_id=name, seen=1)  # flaw: session-not-renewed
    return "hello"


@app.post("/enter2")
def enter_again():
    name = known()
    for key in list(session):
        session.pop(key)
    session["user_id"] = name  # clean: all that was there is gone
    return "hello"


@app.get("/login")
def ask():
    session["login_reason"] = "only for members"  # clean: not the user
    session["auth_method"] = "password"  # clean: not the user
    return "who are you?"
