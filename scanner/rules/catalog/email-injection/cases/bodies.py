"""What stands behind the blank line of a mail is no header."""

import smtplib
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from flask import Flask, request

app = Flask(__name__)


def send(text):
    with smtplib.SMTP("localhost") as server:
        server.sendmail("shop@shop.example", ["office@shop.example"], text)


@app.post("/a")
def a():
    mail = MIMEText(request.form["text"], "plain", "utf-8")
    mail["Subject"] = "Question"
    send(mail.as_string())  # clean: a body
    return "", 204


@app.post("/b")
def b():
    mail = MIMEMultipart()
    mail.attach(MIMEText(request.form["text"]))
    send(mail.as_bytes())  # clean: a body
    return "", 204


@app.post("/c")
def c():
    mail = MIMEText("hello")
    mail["Subject"] = request.form["subject"]  # flaw: email-injection
    send(mail.as_string())
    return "", 204


@app.post("/d")
def d():
    mail = EmailMessage()
    mail.set_content(request.form["text"])
    send(str(mail))  # clean: a body
    return "", 204


@app.post("/e")
def e():
    with smtplib.SMTP("localhost") as server:
        text = "Subject: " + request.form["subject"] + "\n\nhello"
        server.sendmail("shop@shop.example", ["office@shop.example"], text)  # flaw: email-injection
    return "", 204
