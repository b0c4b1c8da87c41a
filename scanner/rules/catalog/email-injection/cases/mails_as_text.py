"""Mails that are put together as text: headers end at the first blank line, and a program may send them too."""

import smtplib
import subprocess
from email.mime.text import MIMEText

from flask import Flask, request

app = Flask(__name__)


def deliver(text):
    with smtplib.SMTP("localhost") as server:
        server.sendmail("web@example.org", ["desk@example.org"], text)  # flaw: email-injection


def deliver_well(text):
    with smtplib.SMTP("localhost") as server:
        server.sendmail("web@example.org", ["desk@example.org"], text)  # clean: only the text behind the headers


@app.post("/raw")
def raw():
    deliver("Subject: %s\r\n\r\n%s" % (request.form["subject"], request.form["text"]))
    return {}


@app.post("/body")
def body():
    text = request.form["text"]
    deliver_well(f"Subject: News\r\n\r\n{text}")
    deliver_well("Subject: News\n" + "\n" + text)
    deliver_well("Subject: {}\n\n{}".format(" ".join(request.form["subject"].split()), text))
    return {}


@app.post("/program")
def program():
    head = "Subject: " + request.form["subject"] + "\n\nHello\n"
    subprocess.run(["/usr/sbin/sendmail", "-t"], input=head.encode(), check=True)  # flaw: email-injection
    subprocess.run(["wc", "-l"], input=head.encode(), check=True)  # clean: sends no mail
    mail = MIMEText(request.form["text"])
    mail["Subject"] = "News"
    subprocess.run(["/usr/sbin/sendmail", "-t"], input=mail.as_bytes(), check=True)  # clean: a text of its own
    return {}


@app.post("/opened")
def opened():
    with subprocess.Popen("/usr/lib/sendmail -oi -t", shell=True, stdin=subprocess.PIPE) as pipe:
        pipe.communicate(("Reply-To: " + request.form["mail"] + "\n\nHello\n").encode())  # flaw: email-injection
    return {}
