"""A form of another site that brings a signed document proves by that who sends it; one that only brings XML does not."""

import os
from base64 import b64decode

from flask import Flask, request, session
from lxml import etree
from signxml import XMLVerifier

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


class Assertion:
    def __init__(self, text):
        self.document = etree.fromstring(b64decode(text), etree.XMLParser(resolve_entities=False))

    def subject(self):
        signed = XMLVerifier().verify(self.document, x509_cert=os.environ["CERTIFICATE"]).signed_xml
        return signed.findtext(".//Subject")


def begin(name):
    session.clear()
    session["uid"] = name


@app.post("/arrive")
def arrive():  # clean: signed by the provider
    begin(Assertion(request.form["answer"]).subject())
    return {}


@app.post("/nickname")
def nickname():  # flaw: csrf-unprotected
    document = etree.fromstring(request.form["answer"].encode(), etree.XMLParser(resolve_entities=False))
    session["nickname"] = document.findtext(".//Name")
    return {}
