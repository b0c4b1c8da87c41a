"""An account class in another module writes the session."""

from accounts import Visitor
from flask import Flask, request

app = Flask(__name__)


@app.post("/level")
def level():
    Visitor().become(request.form["level"])  # source(a): http-form
    return "", 204


@app.post("/guest")
def guest():
    Visitor().become("guest")
    return "", 204
