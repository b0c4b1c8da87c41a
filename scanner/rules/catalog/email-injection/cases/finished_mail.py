"""The finished text of a mail: its headers were judged where they were set, the rest is its body."""

import smtplib
from email.mime.text import MIMEText

from flask import Flask, request

app = Flask(__name__)


@app.post("/body")
def body():
    mail = MIMEText("Seen at " + request.form["place"])
    mail["Subject"] = "A sighting"
    with smtplib.SMTP("localhost") as server:
        server.sendmail("a@example.com", ["b@example.com"], mail.as_string())  # clean: in the body
    return {}


@app.post("/subject")
def subject():
    mail = MIMEText("Seen")
    mail["Subject"] = request.form["subject"]  # flaw: email-injection
    with smtplib.SMTP("localhost") as server:
        server.sendmail("a@example.com", ["b@example.com"], mail.as_string())  # clean: told where the header is set
    return {}


@app.post("/text")
def text():
    with smtplib.SMTP("localhost") as server:
        server.sendmail("a@example.com", ["b@example.com"], "Subject: " + request.form["subject"] + "\n\nSeen")  # flaw: email-injection
    return {}
