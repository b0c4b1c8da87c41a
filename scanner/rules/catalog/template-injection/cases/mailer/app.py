"""Mails are rendered by a class in another module; one of its doors takes a template."""

from flask import Flask, request
from mailer_parts import Mailer

app = Flask(__name__)
mailer = Mailer("shop@example.com")


@app.post("/remind")
def remind():
    body = "Dear {{ name }}, " + request.form["text"]  # source(a): http-form
    mailer.send_rendered("office@example.com", body, name="Lotte")
    return "", 204


@app.post("/thank")
def thank():
    mailer.send_thanks(request.form["name"])
    return "", 204
