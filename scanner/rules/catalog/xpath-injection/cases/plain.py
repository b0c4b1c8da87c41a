"""Expressions are put together from what a visitor sends."""

import xml.etree.ElementTree as ElementTree

import elementpath
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
TREE = etree.parse("accounts.xml")
PLAIN = ElementTree.parse("accounts.xml")


@app.get("/concatenated")
def concatenated():
    name = request.args["name"]  # source(a): http-query
    return {"found": len(TREE.xpath("//user[name='" + name + "']"))}  # flaw(a): xpath-injection


@app.post("/formatted")
def formatted():
    query = f"//user[name='{request.form['name']}' and pin='{request.form['pin']}']"
    return {"found": bool(TREE.getroot().xpath(query))}  # flaw: xpath-injection


@app.get("/compiled")
def compiled():
    find = etree.XPath("//user[@id=%s]" % request.args["id"])  # flaw: xpath-injection
    return {"found": len(find(TREE))}


@app.get("/etxpath")
def etxpath():
    find = etree.ETXPath("//user[@id='" + request.args["id"] + "']")  # flaw: xpath-injection
    return {"found": len(find(TREE))}


@app.get("/find")
def find():
    found = PLAIN.getroot().find(".//user[@id='" + request.args["id"] + "']")  # flaw: xpath-injection
    return {"found": found is not None}


@app.get("/findall")
def findall():
    return {"found": len(TREE.findall(".//" + request.args["tag"]))}  # flaw: xpath-injection


@app.get("/elementpath")
def with_elementpath():
    found = elementpath.select(PLAIN, "//user[name='" + request.args["name"] + "']")  # flaw: xpath-injection
    return {"found": len(found)}
