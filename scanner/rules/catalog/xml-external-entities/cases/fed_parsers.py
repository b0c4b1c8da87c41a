"""A parser that is fed follows what it was made to follow."""

from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.post("/orders")
def orders():
    parser = etree.XMLParser(load_dtd=True, no_network=False, resolve_entities=True)
    parser.feed(request.get_data())  # flaw: xml-external-entities
    return {"number": parser.close().findtext("number")}


@app.post("/invoices")
def invoices():
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    parser.feed(request.get_data())  # clean: it follows nothing
    return {"number": parser.close().findtext("number")}
