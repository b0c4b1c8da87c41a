"""Invoices are read by a class with a parser of its own."""
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


class Reader:
    def __init__(self, strict=True):
        if strict:
            self.parser = etree.XMLParser(resolve_entities=False)
        else:
            self.parser = etree.XMLParser(resolve_entities=True, load_dtd=True)

    def read(self, data):
        return etree.fromstring(data, self.parser)  # flaw: xml-external-entities


class Strict(Reader):
    def __init__(self):
        super().__init__(strict=True)

    def read(self, data):
        return etree.XML(data, parser=self.parser)  # clean: no entities


@app.put("/a")
def a():
    Reader(strict=False).read(request.data)
    Strict().read(request.data)
    return ""
