"""Sends mails."""

import smtplib


class Mailer:
    def __init__(self, sender):
        self.sender = sender
        self.headers = []

    def header(self, name, value):
        self.headers.append(name + ": " + value)

    def send(self, body):
        text = "\r\n".join(self.headers) + "\r\n\r\n" + body
        with smtplib.SMTP("localhost") as server:
            server.sendmail(self.sender, ["office@example.com"], text)  # flaw(a): email-injection
