"""Looking for the entity in the text does not help: other encodings hide it."""

from flask import Flask, abort, request
from lxml import etree

app = Flask(__name__)
PARSER = etree.XMLParser(resolve_entities=True)


@app.post("/searched")
def searched():
    body = request.get_data()
    if b"<!ENTITY" in body:
        abort(400)
    return {"name": etree.fromstring(body, PARSER).tag}  # flaw: xml-external-entities


@app.post("/replaced")
def replaced():
    body = request.get_data(as_text=True).replace("<!DOCTYPE", "")
    return {"name": etree.fromstring(body, PARSER).tag}  # flaw: xml-external-entities
