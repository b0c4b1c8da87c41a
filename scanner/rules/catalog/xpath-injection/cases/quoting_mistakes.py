"""Quotes replaced by hand."""

import html

from flask import Flask, request
from lxml import etree

app = Flask(__name__)
TREE = etree.parse("accounts.xml")


@app.get("/one-kind")
def one_kind():
    name = request.args["name"].replace('"', "")
    return {"found": len(TREE.xpath("//user[name='" + name + "']"))}  # flaw: xpath-injection


@app.get("/escaped")
def escaped():
    # XPath knows no entities and no backslashes.
    name = request.args["name"].replace("'", "\\'")
    return {"found": len(TREE.xpath("//user[name='" + name + "']"))}  # flaw: xpath-injection


@app.get("/html")
def as_html():
    number = html.escape(request.args["id"])
    return {"found": len(TREE.xpath("//user[@id=" + number + "]"))}  # flaw: xpath-injection
