"""A mailer class in another module joins headers."""

from flask import Flask, request
from mailer import Mailer

app = Flask(__name__)


@app.post("/contact")
def contact():
    mailer = Mailer("web@example.com")
    mailer.header("Subject", request.form["subject"])  # source(a): http-form
    mailer.send("Hello")
    return "", 204
