"""Mails put together as text."""

import smtplib
from email.mime.text import MIMEText

from flask import Flask, request

app = Flask(__name__)


@app.post("/text")
def as_text():
    subject = request.form["subject"]  # source(a): http-form
    mail = "From: web@example.com\r\nSubject: " + subject + "\r\n\r\nHello"
    with smtplib.SMTP("localhost") as server:
        server.sendmail("web@example.com", ["office@example.com"], mail)  # flaw(a): email-injection
    return "", 204


@app.post("/formatted")
def formatted():
    server = smtplib.SMTP("localhost", 25)
    server.sendmail("web@example.com", "office@example.com", f"Subject: {request.form['s']}\n\nHello")  # flaw: email-injection
    server.quit()
    return "", 204


@app.post("/mime")
def mime():
    mail = MIMEText("Hello")
    mail["Subject"] = request.form["subject"]  # flaw: email-injection
    with smtplib.SMTP_SSL("localhost") as server:
        server.send_message(mail)
    return "", 204


@app.post("/half")
def half():
    # A carriage return is a line break too.
    subject = request.form["subject"].replace("\n", "")
    with smtplib.SMTP("localhost") as server:
        server.sendmail("web@example.com", ["o@example.com"], "Subject: " + subject + "\r\n\r\nHello")  # missed: email-injection -- the removal of one kind of line break counts as that of both
    return "", 204
