"""A helper that hashes: what it is given tells what it is for."""

from digests import of, short
from flask import Flask, request

app = Flask(__name__)


@app.post("/join")
def join():
    form = request.form
    return of(form["password"])


@app.get("/etag")
def tag():
    return short(request.args["page"])
