"""A class in another module writes what it is told."""

from flask import Flask, request
from journal import Journal

app = Flask(__name__)
journal = Journal()


@app.post("/register")
def register():
    journal.write("register", request.form["name"], request.form["password"])
    return "", 204


@app.post("/leave")
def leave():
    journal.write("leave", request.form["name"], "-")
    return "", 204
