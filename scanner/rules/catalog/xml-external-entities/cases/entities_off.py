"""Parsers that follow no external entities."""

import json
import xml.etree.ElementTree as ElementTree
from xml.dom import minidom

import defusedxml.ElementTree
import defusedxml.minidom
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@app.post("/defused")
def defused():
    return {"name": defusedxml.ElementTree.fromstring(request.data).tag}  # clean: refuses entities


@app.post("/defused-dom")
def defused_dom():
    return {"name": defusedxml.minidom.parseString(request.data).nodeName}  # clean: refuses entities


@app.post("/off")
def off():
    return {"name": etree.fromstring(request.data, PARSER).tag}  # clean: entities are off


@app.post("/off-here")
def off_here():
    parser = etree.XMLParser(resolve_entities=False)
    return {"name": etree.fromstring(request.data, parser=parser).tag}  # clean: entities are off


@app.post("/standard-library")
def standard_library():
    return {"name": ElementTree.fromstring(request.data).tag}  # clean: no external entities there


@app.post("/dom")
def dom():
    return {"name": minidom.parseString(request.data).nodeName}  # clean: no external entities there


@app.get("/ours")
def ours():
    parser = etree.XMLParser(resolve_entities=True)
    return {"name": etree.parse("/srv/catalogue.xml", parser).getroot().tag}  # clean: a file of ours


@app.post("/written")
def written():
    element = etree.Element("order")
    element.text = request.form["text"]
    return {"xml": etree.tostring(element).decode(), "json": json.dumps({})}  # clean: writing is harmless
