"""Reads invoices."""

from lxml import etree


class InvoiceReader:
    def parser(self):
        return etree.XMLParser(resolve_entities=True, load_dtd=True)

    def total(self, text):
        root = self.read(text)
        return root.findtext("total")

    def read(self, text):
        return etree.fromstring(text, self.parser())  # flaw(a): xml-external-entities


class StrictReader(InvoiceReader):
    def parser(self):
        return etree.XMLParser(resolve_entities=False, no_network=True)
