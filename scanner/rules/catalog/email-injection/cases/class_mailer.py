"""A mailer that makes its headers by hand."""
import smtplib
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.utils import formataddr

from flask import Flask, request

app = Flask(__name__)


class Mailer:
    def __init__(self, host="localhost"):
        self.host = host

    def send(self, to, subject, body):
        lines = ["From: me@example.com", "To: " + to, "Subject: " + subject, "", body]
        with smtplib.SMTP(self.host) as smtp:
            smtp.sendmail("me@example.com", [to], "\r\n".join(lines))  # flaw: email-injection


@app.post("/a")
def a():
    Mailer().send("you@example.com", request.form["subject"], "hello")
    return ""
