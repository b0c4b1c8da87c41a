"""Line breaks are looked for letter by letter."""
import smtplib

from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/questions")
def question():
    subject = request.form["subject"]
    if any(letter in subject for letter in "\r\n"):
        abort(400)
    with smtplib.SMTP("mail.example") as server:
        server.sendmail("a@shop.example", ["b@shop.example"], "Subject: " + subject + "\n\nHello")  # clean: one line
    return {}


@app.post("/questions/any")
def any_question():
    subject = request.form["subject"]
    if any(letter in subject for letter in "<>"):
        abort(400)
    with smtplib.SMTP("mail.example") as server:
        server.sendmail("a@shop.example", ["b@shop.example"], "Subject: " + subject + "\n\nHello")  # flaw: email-injection
    return {}
