"""Classes that refuse line breaks, and texts without them."""

import smtplib
from email.message import EmailMessage
from email.mime.text import MIMEText

from flask import Flask, request
from flask_mail import Mail, Message

app = Flask(__name__)
mail = Mail(app)


@app.post("/message")
def message():
    text = EmailMessage()
    text["Subject"] = request.form["subject"]  # clean: EmailMessage refuses line breaks
    text["To"] = "office@example.com"
    text.set_content(request.form["text"])  # clean: a body
    with smtplib.SMTP("localhost") as server:
        server.send_message(text)  # clean: the headers were checked
    return "", 204


@app.post("/flask-mail")
def flask_mail():
    text = Message(request.form["subject"], recipients=["office@example.com"])  # clean: Flask-Mail refuses line breaks
    text.body = request.form["text"]  # clean: plain text
    mail.send(text)
    return "", 204


@app.post("/mime-body")
def mime_body():
    text = MIMEText(request.form["text"])  # clean: a body
    text["Subject"] = "From the web"
    with smtplib.SMTP("localhost") as server:
        server.send_message(text)
    return "", 204


@app.post("/no-breaks")
def no_breaks():
    subject = request.form["subject"].replace("\r", "").replace("\n", "")
    text = MIMEText("Hello")
    text["Subject"] = subject  # clean: no line breaks
    return {"size": len(text.as_string())}
