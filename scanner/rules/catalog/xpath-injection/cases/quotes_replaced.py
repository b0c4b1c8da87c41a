"""XPath knows no other way out of a text than its quote."""
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
STAFF = etree.parse("staff.xml")


@app.get("/any")
def any_of():
    words = request.args.getlist("word")
    tests = " or ".join("contains(name, '" + word.replace("'", "&apos;") + "')" for word in words)
    return {"found": len(STAFF.xpath("//person[%s]" % tests))}  # clean: the quote is gone


@app.get("/bare")
def bare():
    floor = request.args["floor"].replace("'", "&apos;")
    return {"found": len(STAFF.xpath("//person[floor=%s]" % floor))}  # flaw: xpath-injection
