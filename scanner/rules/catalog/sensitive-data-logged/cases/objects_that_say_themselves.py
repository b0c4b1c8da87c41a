"""An object with a secret in it says of itself what its own method writes; a format names the parts that it reads."""

import logging
import os

from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


class Mailbox:
    def __init__(self, host, password):
        self.host = host
        self._password = password

    @property
    def password(self):
        return self._password

    @property
    def address(self):
        return "imap://{box.host}/{box.__class__}".format(box=self)

    def __repr__(self):
        return f"<Mailbox {self.host}>"


class Talkative(Mailbox):
    def __repr__(self):
        return f"<Mailbox {self.host} {self._password}>"


@app.get("/mail")
def mail():
    box = Mailbox("mail.example", os.environ["MAIL_PASSWORD"])
    loud = Talkative("mail.example", os.environ["MAIL_PASSWORD"])
    if request.args.get("local"):
        box = None
        loud = None
    log.info(f"box {box}")  # clean: what it says of itself
    log.info("box %s" % (box,))  # clean: what it says of itself
    log.info("box {}".format(box))  # clean: what it says of itself
    log.info(f"box {loud}")  # flaw: sensitive-data-logged
    return {}


@app.get("/parts")
def parts():
    box = Mailbox("mail.example", os.environ["MAIL_PASSWORD"])
    account = {"host": "mail.example", "password": os.environ["MAIL_PASSWORD"]}
    log.info("at {box.host}".format(box=box))  # clean: another attribute
    log.info("at {0.address}".format(box))  # clean: another attribute
    log.info("with {box.password}".format(box=box))  # flaw: sensitive-data-logged
    log.info("at {0[host]}".format(account))  # clean: another entry
    log.info("with {0[password]}".format(account))  # flaw: sensitive-data-logged
    return {}
