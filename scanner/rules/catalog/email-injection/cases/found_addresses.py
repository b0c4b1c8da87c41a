"""Addresses that a pattern finds in a text: what the pattern lets not through is not in them."""

import re
import smtplib

from flask import Flask, request

app = Flask(__name__)
ADDRESS = re.compile(r"[^\s\"',;]+@[^\s\"',;]+")


def send(recipients):
    with smtplib.SMTP("localhost") as server:
        head = "To: " + ", ".join(recipients)
        server.sendmail("me@example.com", recipients, head + "\r\n\r\nhello")  # clean: no line breaks in what was found


@app.post("/found")
def found():
    send(re.findall(r"[^\s\"',;\[\]]+@[^\s\"',;\[\]]+", request.form["recipients"]))
    send(ADDRESS.findall(request.form["others"]))
    return {}


def send_all(recipients):
    with smtplib.SMTP("localhost") as server:
        head = "To: " + ", ".join(recipients)
        server.sendmail("me@example.com", recipients, head + "\r\n\r\nhello")  # flaw: email-injection


@app.post("/anything")
def anything_around_the_sign():
    send_all(re.findall(r"[^,;]+@[^,;]+", request.form["recipients"]))
    return {}
