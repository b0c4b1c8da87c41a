"""Each call is judged by the parser that it is given."""
import io
import xml.sax
import xml.dom.minidom
import xml.etree.ElementTree as ET
from xml.dom import pulldom
import defusedxml.ElementTree as DET
import defusedxml.lxml
from lxml import etree
from flask import Flask, request

app = Flask(__name__)


@app.post("/e1")
def e1():
    parser = etree.XMLParser(resolve_entities=True)
    etree.fromstring(request.data, parser)  # flaw: xml-external-entities
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    etree.fromstring(request.data, parser)  # clean: off
    DET.fromstring(request.data)  # clean: defused
    etree.parse(io.BytesIO(request.data), etree.XMLParser(resolve_entities=False))  # clean: off
    p = xml.sax.make_parser()
    p.setFeature(xml.sax.handler.feature_external_ges, True)
    p.parse(io.BytesIO(request.data))  # flaw: xml-external-entities
    p = xml.sax.make_parser()
    p.setFeature(xml.sax.handler.feature_external_ges, False)
    p.parse(io.BytesIO(request.data))  # clean: off
    p = xml.sax.make_parser()
    p.setFeature(xml.sax.handler.feature_external_ges, True)
    doc = xml.dom.minidom.parseString(request.data, p)  # flaw: xml-external-entities
    return ""
