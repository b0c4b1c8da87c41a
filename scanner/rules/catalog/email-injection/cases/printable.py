"""Letters that can be printed are no line breaks: what is left of them is one line."""

import smtplib

from flask import Flask, request

app = Flask(__name__)
HEAD = "From: shop@example.org\r\nTo: shop@example.org\r\nSubject: {}\r\n\r\nHello"


def send(subject):
    with smtplib.SMTP("localhost") as smtp:
        smtp.sendmail("shop@example.org", ["shop@example.org"], HEAD.format(subject))  # clean: printable letters


def send_visible(subject):
    with smtplib.SMTP("localhost") as smtp:
        smtp.sendmail("shop@example.org", ["shop@example.org"], HEAD.format(subject))  # flaw: email-injection


@app.post("/ask")
def ask():
    send("".join(letter for letter in request.form["subject"] if letter.isprintable()))
    return ""


@app.post("/say")
def say():
    send_visible("".join(letter for letter in request.form["subject"] if letter != "\t"))
    return ""
