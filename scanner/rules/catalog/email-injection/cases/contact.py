"""Mails by smtplib and Flask-Mail."""

import smtplib
from email.message import EmailMessage
from email.mime.text import MIMEText

from flask import Flask, request
from flask_mail import Mail, Message

app = Flask(__name__)
mail = Mail(app)


@app.post("/a")
def a():
    text = f"From: shop@example.com\nSubject: {request.form['subject']}\n\nhello"
    with smtplib.SMTP("localhost") as server:
        server.sendmail("shop@example.com", ["me@example.com"], text)  # flaw: email-injection
    return ""


@app.post("/b")
def b():
    msg = EmailMessage()
    msg["Subject"] = request.form["subject"]  # clean: the modern class refuses line breaks
    msg.set_content(request.form["text"])
    with smtplib.SMTP("localhost") as server:
        server.send_message(msg)
    return ""


@app.post("/c")
def c():
    msg = Message(request.form["subject"].replace("\r", "").replace("\n", ""), recipients=["me@example.com"])
    msg.body = request.form["text"]
    mail.send(msg)  # clean: no line breaks
    return ""
