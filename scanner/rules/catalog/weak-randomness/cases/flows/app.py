"""The number is made in another file and ends in the session."""

from flask import Flask, make_response, session

from numbers_of_ours import number

app = Flask(__name__)


@app.get("/login")
def login():
    session["auth_code"] = number()  # flaw: weak-randomness
    response = make_response("hello")
    response.set_cookie("session_id", str(number()), secure=True, httponly=True)  # flaw: weak-randomness
    return response
