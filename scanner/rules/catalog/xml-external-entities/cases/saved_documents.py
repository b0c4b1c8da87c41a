"""An uploaded document that was saved and is then parsed by its path."""
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.post("/orders")
def orders():
    path = "/var/lib/orders/last.xml"
    request.files["order"].save(path)
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
    return {"root": etree.parse(path, parser).getroot().tag}  # flaw: xml-external-entities


@app.post("/orders/careful")
def careful():
    path = "/var/lib/orders/last.xml"
    request.files["order"].save(path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return {"root": etree.parse(path, parser).getroot().tag}  # clean: no entities
