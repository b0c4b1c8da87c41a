"""Addresses of the envelope go into commands, which refuse line breaks; headers are part of the text."""

import smtplib
from email.message import EmailMessage

from flask import Flask, request

app = Flask(__name__)


@app.post("/invite")
def invite():
    message = EmailMessage()
    message["Subject"] = "An invitation"
    message.set_content("Come in.")
    with smtplib.SMTP("localhost") as server:
        server.sendmail("me@example.com", [request.form["to"]], message.as_string())  # clean: the envelope
        server.send_message(message, to_addrs=[request.form["to"]])  # clean: the envelope
        server.sendmail("me@example.com", ["you@example.com"], "To: " + request.form["to"] + "\r\n\r\nCome in.")  # flaw: email-injection
    return "", 204
