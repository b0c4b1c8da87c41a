"""Parsers that follow external entities read what a visitor sends."""

import io
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges

from flask import Flask, request
from lxml import etree, objectify

app = Flask(__name__)


@app.post("/explicit")
def explicit():
    parser = etree.XMLParser(resolve_entities=True)
    return {"name": etree.fromstring(request.data, parser).tag}  # flaw: xml-external-entities


@app.post("/dtd")
def dtd():
    parser = etree.XMLParser(load_dtd=True, no_network=False)
    document = etree.parse(request.stream, parser=parser)  # flaw: xml-external-entities
    return {"name": document.getroot().tag}


@app.post("/upload")
def upload():
    parser = etree.XMLParser(resolve_entities=True, huge_tree=True)
    document = etree.parse(request.files["order"], parser)  # flaw: xml-external-entities
    return {"name": document.getroot().tag}


@app.post("/sax")
def sax():
    reader = xml.sax.make_parser()
    reader.setFeature(feature_external_ges, True)
    reader.setContentHandler(ContentHandler())
    reader.parse(io.BytesIO(request.data))  # flaw: xml-external-entities
    return "", 204


@app.post("/objectify")
def with_objectify():
    parser = objectify.makeparser(resolve_entities=True)
    return {"name": objectify.fromstring(request.data, parser).tag}  # flaw: xml-external-entities
