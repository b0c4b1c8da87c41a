"""A message that is written by hand: headers, an empty line, the body."""

import smtplib

from flask import Flask, request

app = Flask(__name__)
US = "us@shop.example"


def first_line(text):
    lines = text.splitlines()
    return lines[0] if lines else ""


@app.post("/ask")
def ask():
    message = f"From: {US}\r\nSubject: {request.form['subject']}\r\n\r\nhello"
    with smtplib.SMTP("localhost") as server:
        server.sendmail(US, [US], message)  # flaw: email-injection
    return "", 204


@app.post("/tell")
def tell():
    subject = first_line(request.form["subject"])
    message = f"From: {US}\r\nSubject: {subject}\r\n\r\n{request.form['body']}"
    with smtplib.SMTP("localhost") as server:
        server.sendmail(US, [US], message)  # clean: one line, and the body has no headers
    return "", 204


@app.post("/lines")
def lines():
    all_lines = ["From: " + US, "Subject: " + first_line(request.form["subject"]), "", request.form["body"]]
    with smtplib.SMTP("localhost") as server:
        server.sendmail(US, [US], "\r\n".join(all_lines))  # clean: behind the empty line is the body
    return "", 204
