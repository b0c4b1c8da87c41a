"""What unknown code answers is kept in the session; what a visitor sends is not, where it says who he is."""

from backend import verify
from flask import Flask, redirect, request, session

app = Flask(__name__)


@app.post("/login")
def login():
    session["authenticated"] = verify(request.form["user"], request.form["password"])  # clean: an answer
    return redirect("/")


@app.post("/groups")
def groups():
    session["groups"] = request.form.getlist("group")  # flaw: trust-boundary
    return redirect("/")
