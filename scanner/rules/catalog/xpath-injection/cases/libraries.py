"""Libraries side by side, variables and quotes that are taken out."""
import xml.etree.ElementTree as ET
import elementpath
import lxml.etree
from lxml import etree
from flask import Flask, request

app = Flask(__name__)


@app.get("/xp1")
def xp1():
    root = etree.parse("/srv/u.xml")
    root.xpath("//u[@n='" + request.args["n"] + "']")  # flaw: xpath-injection
    root.xpath("//u[@n=$n]", n=request.args["n"])  # clean: variable
    root.xpath(f"//u[@n='{request.args['n']}']/text()")  # flaw: xpath-injection
    find = etree.XPath("//u[@n=$n]")
    find(root, n=request.args["n"])  # clean: variable
    etree.XPath("//u[@n='%s']" % request.args["n"])  # flaw: xpath-injection
    tree = ET.parse("/srv/u.xml")
    tree.findall(".//u[@n='%s']" % request.args["n"])  # flaw: xpath-injection
    tree.getroot().find(f"./u[@n='{request.args['n']}']")  # flaw: xpath-injection
    elementpath.select(tree, "//u[@n='%s']" % request.args["n"])  # flaw: xpath-injection
    bar = request.args["n"].replace("'", "&apos;")
    elementpath.select(tree, f"/E/E[@emplid='{bar}']")  # clean: no quote left
    bar = request.args["n"]
    if "'" in bar:
        return "no"
    elementpath.select(tree, f"/E/E[@emplid='{bar}']")  # clean: no quote in it
    return ""


@app.get("/xp2")
def xp2():
    nodes = lxml.etree.fromstring("<a/>")
    q = f"/E/E[@emplid={int(request.args['n'])}]"
    nodes.xpath(q)  # clean: number
    ids = elementpath.select(nodes, "/E/E[@emplid=$n]", variables={"n": request.args["n"]})  # clean: variable
    return ""
